import { LIMITS } from '#board/limits.ts'
import { type Language, LANGUAGES } from '../words/languages.ts'
import { isLight } from './is-light.ts'

/** Where a frame looks when it opens. */
export type EmbedView =
  | { readonly show: 'fit' | 'last' }
  /** `of`: an id or a name, of a page also its number; undefined: the first there is. */
  | { readonly show: 'frame' | 'page'; readonly of: string | undefined }
  /** The scene point in the middle, and CSS pixels per scene unit. */
  | { readonly show: 'place'; readonly x: number; readonly y: number; readonly zoom: number }

/** What the address of a frame asks for. What each option does is told in `embed-options-text.ts`. */
export interface EmbedOptions {
  readonly readonly: boolean
  readonly theme: 'auto' | 'light' | 'dark'
  readonly toolbar: 'full' | 'minimal' | 'none'
  readonly cursors: boolean
  /** Undefined: as the board has it. */
  readonly grid: boolean | undefined
  /** Undefined: the browser's, where it is one that we speak. */
  readonly lang: Language | undefined
  /** `#rrggbb` or `transparent`; undefined: the theme's. */
  readonly background: string | undefined
  readonly view: EmbedView
  /** A person's name. */
  readonly follow: string | undefined
  /** `#rrggbb`. */
  readonly color: string | undefined
}

/** How one option is read from an address. */
interface Option<Value> {
  /** What may stand there: for people, and for the table of `docs/embedding.md`. */
  readonly values: string
  /** What counts when nothing stands there. */
  readonly fallback: Value
  /** `undefined`: that makes no sense. `text` is empty for `?name` and `?name=`. */
  read(text: string): Value | undefined
}

const oneOf = <const Word extends string>(words: readonly Word[], fallback: NoInfer<Word>): Option<Word> => ({
  values: words.join(', '),
  fallback,
  read: (text) => words.find((word) => word === text.toLowerCase()),
})

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ...['', 'on', 'true', '1', 'yes'].map((word) => [word, true] as const),
  ...['off', 'false', '0', 'no'].map((word) => [word, false] as const),
])

const onOff = <Fallback extends boolean | undefined>(fallback: Fallback): Option<boolean | Fallback> => ({
  values: 'on, off',
  fallback,
  read: (text) => SWITCH.get(text.toLowerCase()),
})

const HEX = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i

/** `#rrggbb`, in lower case. */
function colorIn(text: string): string | undefined {
  const digits = HEX.exec(text)?.[1]?.toLowerCase()
  if (digits === undefined) return undefined
  return `#${digits.length === 6 ? digits : digits.replaceAll(/./g, '$&$&')}`
}

const NAMED_VIEW = /^(frame|page)(?::(.{1,200}))?$/
const PLACE = /^(-?[\d.]{1,12}),(-?[\d.]{1,12})(?:,([\d.]{1,12}))?$/

function viewIn(text: string): EmbedView | undefined {
  if (text === 'fit' || text === 'last') return { show: text }
  const named = NAMED_VIEW.exec(text)
  if (named) return { show: named[1] as 'frame' | 'page', of: named[2] }
  const [x, y, zoom] = (PLACE.exec(text)?.slice(1) ?? []).map((part: string | undefined) => Number(part ?? 1))
  const isPlace = Math.abs(x ?? NaN) <= LIMITS.coordinate && Math.abs(y ?? NaN) <= LIMITS.coordinate
  const isZoom = zoom !== undefined && zoom >= LIMITS.minZoom && zoom <= LIMITS.maxZoom
  return isPlace && isZoom ? { show: 'place', x: x as number, y: y as number, zoom } : undefined
}

const languageIn = (text: string): Language | undefined =>
  LANGUAGES.find((language) => language === text.toLowerCase().split(/[-_]/)[0])

/** How all of them are read. */
export const EMBED_OPTIONS: { readonly [Name in keyof EmbedOptions]: Option<EmbedOptions[Name]> } = {
  readonly: onOff(false),
  theme: oneOf(['auto', 'light', 'dark'], 'auto'),
  toolbar: oneOf(['full', 'minimal', 'none'], 'full'),
  cursors: onOff(true),
  grid: onOff(undefined),
  lang: { values: LANGUAGES.join(', '), fallback: undefined, read: languageIn },
  background: {
    values: 'rrggbb, rgb, transparent',
    fallback: undefined,
    read: (text) => (text.toLowerCase() === 'transparent' ? 'transparent' : colorIn(text)),
  },
  view: {
    values: 'fit, last, frame, frame:<id or name>, page, page:<id, name or number>, x,y, x,y,zoom',
    fallback: { show: 'fit' },
    read: viewIn,
  },
  follow: {
    values: 'a name',
    fallback: undefined,
    read: (text) => text.trim().slice(0, LIMITS.nameLength) || undefined,
  },
  color: { values: 'rrggbb, rgb', fallback: undefined, read: colorIn },
}

/** Parameters that are no options: of links, and of `ask-again.js`. */
export const NOT_OPTIONS: ReadonlySet<string> = new Set(['page', 'site'])

export type EmbedOptionName = keyof EmbedOptions

export interface ParsedOptions {
  readonly options: EmbedOptions
  /** What was not understood, in words; it counts as if it weren't there. */
  readonly ignored: readonly string[]
}

const names = Object.keys(EMBED_OPTIONS) as EmbedOptionName[]

/**
 * Reads a query string (with or without its `?`). Never throws: whatever makes no sense is left out and told in `ignored`. Of an option
 * that stands there twice, the first counts.
 * @param others parameters that are somebody else's: not spoken of
 */
export function parseEmbedOptions(query: string, others: ReadonlySet<string> = new Set()): ParsedOptions {
  const said = new URLSearchParams(query)
  const ignored: string[] = []
  const read = (name: EmbedOptionName): unknown => {
    const option: Option<unknown> = EMBED_OPTIONS[name]
    const text = said.get(name)
    if (text === null) return option.fallback
    const value = option.read(text)
    if (value === undefined) ignored.push(`${name}=${text.slice(0, 80)}: expected ${option.values}`)
    return value ?? option.fallback
  }
  const options = Object.fromEntries(names.map((name) => [name, read(name)])) as unknown as EmbedOptions
  for (const name of new Set(said.keys()))
    if (!Object.hasOwn(EMBED_OPTIONS, name) && !others.has(name)) ignored.push(`${name.slice(0, 80)}: no such option`)
  return { options: said.has('theme') ? options : legible(options), ignored }
}

/** With the theme that can be read on the background, where there is one and nobody chose. */
function legible(options: EmbedOptions): EmbedOptions {
  const { background } = options
  if (background === undefined || background === 'transparent') return options
  return { ...options, theme: isLight(background) ? 'light' : 'dark' }
}
