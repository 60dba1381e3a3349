import { describe, expect, it } from 'vitest'
import { LANGUAGES as CODE } from '#board/elements/code.ts'
import { KINDS } from '#board/elements/index.ts'
import { SHAPE_NAMES } from '#board/geometry/shapes.ts'
import { CLOSE } from '#board/protocol.ts'
import { PALETTE } from '#board/render/theme.ts'
import { COMMANDS } from '../web/src/editor/commands.ts'
import { kindName } from '../web/src/editor/name-of.ts'
import { TOOLS } from '../web/src/tools/index.ts'
import { languageName } from '../web/src/ui/language-names.ts'
import { pageCommands } from '../web/src/ui/page-commands.ts'
import { STYLE_LISTS, STYLE_ROWS, STYLE_TOGGLES } from '../web/src/ui/style-rows.tsx'
import { CATALOGUES } from '../web/src/words/catalogues.ts'
import { FRAME_CATALOGUES } from '../web/src/words/frame-catalogues.ts'
import { KEYWORDS } from '../web/src/words/keywords.ts'
import { LANGUAGES as SPOKEN } from '../web/src/words/languages.ts'
import type { Catalogue } from '../web/src/words/words.ts'
import { namesIn, saidIn, UNKNOWN } from './words-in-source.ts'

const read = (folder: string) => saidIn(new URL(folder, import.meta.url))
const WEB = read('../web/src/').filter(({ path }) => !path.startsWith('words/'))
/** What these say is for programs and for those who write them. */
const FOR_PROGRAMS = /^(embed\/(api|host)|typesetting)\/|embed-options-text/
const SAID = WEB.filter(({ path }) => !FOR_PROGRAMS.test(path))
/** Called the same in every language, or a value beside the words of a list. */
const SAME = /^(Drawbridge|PNG|SVG|PDF|Excalidraw|view)$/
/** Shown as they are: examples of what is typed, letters that show a font, names in a drawing. */
const SHOWN = /https:|: (#12ab9f|Aa|Mira|Jon|· PDF ·|flowchart LR[^]*)$/

function allCommands() {
  const parts = 'words toasts menu theme dialogs focused presenting panel preferences pictures saying'
    .split(' ')
    .map((name) => [name, {}])
  return [...COMMANDS, ...pageCommands(Object.fromEntries(parts) as Parameters<typeof pageCommands>[0])]
}

/** Names that are put together, and those of the model, where nothing knows of languages. */
function builtNames(): string[] {
  const commands = allCommands()
  // In the list of keys one line stands for four directions.
  const directed = commands.filter(({ shortcuts }) => shortcuts.some((key) => key.includes('Arrow')))
  const kind = (kind: string, props: object) => kindName({ kind, props } as Parameters<typeof kindName>[0])
  const styles = [...STYLE_ROWS, ...STYLE_ROWS.flatMap(({ choices }) => choices)].map(({ label }) => label)
  return [
    ...[...commands, ...TOOLS, ...STYLE_TOGGLES, ...STYLE_LISTS].map(({ label }) => label),
    ...directed.map(({ label }) => label.replace(/ (?:left|right|up|down)$/, '')),
    ...styles.filter((label) => /\p{L}/u.test(label)),
    ...KINDS.flatMap((each) => [kind(each.kind, {}), `{count} ${each.kind}|{count} ${each.kind}s`]),
    ...SHAPE_NAMES.map((shape) => kind('shape', { shape })),
    ...PALETTE.map(({ name }) => name.charAt(0).toUpperCase() + name.slice(1)),
    ...['auto', 'plaintext'].filter((language) => CODE.includes(language as never)).map(languageName),
  ]
}

/** What is put together is among the built names as what it comes to. */
const LITERAL = SAID.flatMap(({ translated, named }) => [...translated, ...named]).filter(
  (text) => !text.includes(UNKNOWN),
)
const WANTED = new Set([...LITERAL, ...builtNames()].filter((text) => text !== '' && !SAME.test(text)))
const SERVER = read('../server/')
const STRINGS = new Set([...WEB, ...read('../web/board/'), ...SERVER].flatMap(({ strings }) => strings))

/** As a page looks for the server's sentence: its number is `{n}`. */
const asSentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`.replace(UNKNOWN, '{n}')
const SENTENCES = new Set([...STRINGS].map(asSentence))

const inTable = (file: string, table: string, folder = 'http') =>
  namesIn(new URL(`../server/${folder}/${file}.ts`, import.meta.url), table)

/** Codes with which the server refuses what a page asks for: those of answers, and those that close a socket for good. */
const CODES = new Set([
  ...SERVER.flatMap(({ codes }) => codes).flatMap((code) =>
    code.includes(UNKNOWN) ? inTable('errors', 'JOB_STATUS').map((end) => code.replace(UNKNOWN, end)) : [code],
  ),
  ...inTable('at-desk', 'REFUSALS'),
  ...inTable('files', 'STATUS'),
  ...Object.values(CLOSE)
    .filter((code) => code >= 4400 && code < 4500)
    .map(String),
])

/** The names of the values in a sentence, and how many forms it has for numbers. */
const shapeOf = (text: string) => ({
  values: [...new Set(text.match(/(?<=\{)\w+/g))].sort(),
  forms: text.split('|').length,
})

const LANGUAGES = Object.keys(CATALOGUES) as (keyof typeof CATALOGUES)[]

describe.each(LANGUAGES)('%s', (language) => {
  it('[LANG1] has a word for everything that is said, and none for what nobody says', async () => {
    const words = await CATALOGUES[language]()
    expect([...WANTED].filter((text) => !Object.hasOwn(words, text))).toEqual([])
    expect(
      Object.keys(words).filter(
        (text) => !WANTED.has(text) && !STRINGS.has(text) && !SENTENCES.has(text) && !CODES.has(text),
      ),
    ).toEqual([])
    expect(Object.values(words).filter((word) => word.trim() === '')).toEqual([])
  })

  it('[LANG5] has a word for every code with which the server refuses something', async () => {
    const words = await CATALOGUES[language]()
    expect([...CODES].filter((code) => !Object.hasOwn(words, code))).toEqual([])
  })

  it('[LANG8] has a sentence for every reason why the token of a host is refused', async () => {
    const words = await CATALOGUES[language]()
    const reasons = inTable('hosts', 'NOT_TAKEN', 'access').filter((name) => name.includes(' '))
    expect(reasons.length).toBeGreaterThan(4)
    expect(reasons.map(asSentence).filter((sentence) => !Object.hasOwn(words, sentence))).toEqual([])
  })

  it('[LANG2] every sentence has the values and the forms of the English one', async () => {
    const words: Catalogue = await CATALOGUES[language]()
    const wrong = Object.entries(words).filter(
      ([english, word]) => JSON.stringify(shapeOf(english)) !== JSON.stringify(shapeOf(word)),
    )
    expect(wrong).toEqual([])
  })

  it('[LANG3] a frame has all words of what it shows before anybody draws', async () => {
    const words = await FRAME_CATALOGUES[language]()
    const shown = SAID.filter(({ path }) =>
      /^embed\/(frame-chrome|frame-actions|show-to-look)\.|^ui\/(page-turner|above-frames)\./.test(path),
    )
    const said = [...shown.flatMap(({ translated }) => translated), 'Page {place}']
    expect([...new Set(said)].sort()).toEqual(Object.keys(words).sort())
  })
})

it.each(LANGUAGES)(
  '[LANG5] %s has a sentence for whatever can be wrong with what somebody fills in',
  async (language) => {
    const words = await CATALOGUES[language]()
    const wrong = inTable('bodies', 'WRONG').filter((text) => text.includes(' '))
    expect(wrong.length).toBeGreaterThan(5)
    expect(wrong.map(asSentence).filter((sentence) => !Object.hasOwn(words, sentence))).toEqual([])
  },
)

it.each(SPOKEN)('[LANG7] %s has other words for every command and tool, and for nothing else', async (language) => {
  const ids = [...allCommands().map(({ id }) => id), ...TOOLS.map(({ id }) => `tool-${id}`)]
  const keywords = await KEYWORDS[language]()
  expect(Object.keys(keywords).sort()).toEqual(ids.sort())
  expect(Object.entries(keywords).filter(([, words]) => !/\p{L}/u.test(words))).toEqual([])
})

it('[LANG4] nothing is shown as it stands in the code: every word goes through the page’s words', () => {
  const bare = SAID.flatMap(({ path, bare }) => bare.map((text) => `${path}: ${text}`))
  expect(bare.filter((line) => !SHOWN.test(line))).toEqual([])
})
