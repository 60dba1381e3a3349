import type { NewElement } from '#board/document/element.ts'
import { KINDS } from '#board/elements/index.ts'
import { boxAt, expand, type Box } from '#board/geometry/box.ts'
import { multiply, translate } from '#board/geometry/matrix.ts'
import { FONT_STACKS } from '#board/render/fonts.ts'
import { SPECIMENS, specimensOf } from '#board/testing/specimens.ts'

/** A part of the golden board: one kind of element, or one script in every family. */
export interface Plot {
  readonly name: string
  readonly box: Box
}

const COLUMNS = 4
const GAP = 40
/** Around the plots: the border, and what pictures have besides. */
const BORDER = 20
export const GOLDEN_MARGIN = BORDER + 25
const [WIDE, HIGH] = [SPECIMENS.columns * SPECIMENS.width, SPECIMENS.rows * SPECIMENS.height]

/** Words as people write them, by script. */
const SCRIPTS: Readonly<Record<string, string>> = {
  latin: 'Zwölf Boxkämpfer, ﬁve',
  cyrillic: 'Съешь ещё булок',
  greek: 'Ξεσκεπάζω την ψυχή',
  chinese: '你好，画板 漢字',
  japanese: 'こんにちは カタカナ',
  emoji: 'art 🎨 👩‍👩‍👧‍👦 🇪🇺 ✍️',
  hebrew: 'שלום, עולם! abc 123.',
  arabic: 'مرحبا بالعالم abc!',
  // Each paragraph begins at its own side.
  'from the right': '[x] שלום\nleft to right\nمرحبا',
}

const FACES = Object.keys(FONT_STACKS).flatMap((font) => [{ font }, { font, bold: true, italic: true }])

const plotAt = (i: number, name: string): Plot => ({
  name,
  box: boxAt((i % COLUMNS) * (WIDE + GAP), Math.floor(i / COLUMNS) * (HIGH + GAP), WIDE, HIGH),
})

/** In every family, each in its plain face and its heaviest. */
const scriptIn = (words: string): NewElement[] => FACES.map((face, i) => Object.assign(wordsIn(words, i), face))

/** Baselines are at whole units: letters of a PNG are put there anyhow. */
const wordsIn = (text: string, row: number): NewElement => ({
  kind: 'text',
  text,
  size: 20,
  wrap: 340,
  matrix: [1, 0, 0, 1, 20, 8 + row * 42],
})

/** Every kind of element and words in every script, and a border around all of it. @param file the hash of a picture */
export function goldenBoard(file: string): {
  readonly plots: readonly Plot[]
  readonly elements: readonly NewElement[]
} {
  const shown = [
    ...KINDS.map((kind) => ({ name: kind.kind, elements: specimensOf(kind) })),
    ...Object.entries(SCRIPTS).map(([name, words]) => ({ name, elements: scriptIn(words) })),
  ]
  const plots = shown.map(({ name }, i) => plotAt(i, name))
  const elements = shown.flatMap(({ elements: some }, i) => {
    const { minX, minY } = plots[i]!.box
    return some.map((element) => ({
      ...element,
      matrix: multiply(translate(minX, minY), element['matrix'] as Parameters<typeof multiply>[1]),
      ...('file' in element ? { file } : {}),
    }))
  })
  const rows = Math.ceil(plots.length / COLUMNS)
  const { minX, minY, maxX, maxY } = expand(boxAt(0, 0, COLUMNS * (WIDE + GAP), rows * (HIGH + GAP)), BORDER)
  const border = { kind: 'rectangle', matrix: [maxX - minX, 0, 0, maxY - minY, minX, minY], color: 'grey', width: 2 }
  return { plots, elements: [border, ...elements] }
}
