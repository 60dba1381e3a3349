import type { NewElement } from '../document/element.ts'
import type { ElementKind, Field } from '../elements/element-kind.ts'
import { encodeTokens } from '../elements/code/tokens.ts'
import { markOf } from '../elements/made-of.ts'
import { newStrokes } from '../elements/new-strokes.ts'
import { multiply, rotate, scale, translate } from '../geometry/matrix.ts'
import { SHAPE_NAMES } from '../geometry/shapes.ts'
import { SET_BYTES, SET_WORDS } from './set-specimen.ts'

/** Specimens of a kind stand in a grid of so many columns; each has a cell of so many scene units, the first one at 0, 0. */
export const SPECIMENS = { columns: 3, rows: 4, width: 130, height: 88 } as const

/** What fields of that name are given in turn; a kind takes those that it has, and its fallbacks for others. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  color: ['ink', 'red', 'blue', 'green', 'violet', 'orange', '#7a5230'],
  fill: ['none', 'yellow', 'blue', 'none', '#f2cf63'],
  width: [3, 1, 6, 2, 12],
  opacity: [1, 1, 0.5, 1],
  radius: [0, 12, 40],
  size: [20, 28, 14],
  font: ['hand', 'sans', 'mono', 'serif'],
  bold: [false, false, true],
  italic: [false, true, false, false],
  align: ['left', 'center', 'right'],
  header: [true, true, false],
  language: ['javascript', 'python', 'auto'],
  wrap: [0, 100],
  shape: SHAPE_NAMES,
  fillStyle: ['solid', 'hachure', 'cross'],
  dash: ['solid', 'dashed', 'dotted'],
  look: ['clean', 'rough'],
  seed: [1, 2, 3],
  file: ['1'.repeat(64)],
  natural: [[80, 50]],
  crop: [
    [0, 0, 1, 1],
    [0.1, 0.2, 0.6, 0.7],
  ],
  route: ['straight', 'curved', 'elbow'],
  startHead: ['none', 'none', 'dot', 'arrow', 'zero-or-many', 'only-one', 'none'],
  endHead: ['arrow', 'triangle', 'none', 'dot', 'many', 'zero-or-one', 'one-or-many', 'one'],
}

/** Elements of a kind that between them show what it can look like; always the same. */
export function specimensOf(shown: ElementKind): NewElement[] {
  const { kind, resize, fields, families, text, typeset } = shown
  const { columns, rows, width, height } = SPECIMENS
  const named: Readonly<Record<string, Field<unknown>>> = fields
  return Array.from({ length: columns * rows }, (_, i) => {
    const place = translate((i % columns) * width + 20, Math.floor(i / columns) * height + 20)
    const turn = rotate(i % 4 === 3 ? 0.3 : 0)
    const plain = families ? scale(0.45, 0.45) : scale(1, 1)
    const size = (resize === 'free' || shown.depicts !== undefined) && !('points' in fields) ? scale(80, 50) : plain
    const taken = Object.keys(fields).flatMap((name) => {
      const values = VALUES[name] ?? []
      return values.length > 0 ? [[name, values[i % values.length]] as const] : []
    })
    return {
      ...('points' in fields ? { points: named['points']?.parse(squiggle(i)) ?? BEND } : {}),
      ...Object.fromEntries(taken),
      ...(families ? GRID : {}),
      ...(text?.parts ? { texts: CELLS } : {}),
      ...(text && !text.parts && (text.alone || i % 3 === 0)
        ? { text: ['Words', '[x] two\n[ ] box', 'ÄÖÜ gjpq'][i % 3] }
        : {}),
      ...(typeset ? WORDS_SET[typeset.by] : {}),
      kind,
      matrix: multiply(place, multiply(turn, size)),
    }
  })
}

const PROGRAMME = 'if (a < 2) // ok\n\tsay("b")'

/** Words, and what was made of them. */
const WORDS_SET: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  formulas: { text: SET_WORDS, set: SET_BYTES, size: 20 },
  highlighter: {
    text: PROGRAMME,
    language: 'javascript',
    size: 8,
    tokens: encodeTokens({
      mark: markOf('javascript', PROGRAMME),
      stretches: [2, 6, 1, 2, 5, 6, 3].map((length, i) => ({ length, color: [1, 0, 5, 0, 3, 0, 2][i] ?? 0 })),
    }),
  },
}

/** For kinds that lie in rows and columns. */
const GRID = {
  'row-one': 'a0',
  'row-two': 'a1',
  'column-left': 'a0',
  'column-right': 'a1',
  'wide-left': 110,
  'wide-right': 80,
} as const
const CELLS = { 'one-left': 'Head', 'two-left': 'ÄÖ gj', 'two-right': '[x] b' } as const

/** For kinds whose points are numbers. */
const BEND = [0, 0, 30, 45, 85, 10]

/** A wave whose pressure comes and goes. */
function squiggle(i: number): unknown {
  const points = Array.from({ length: 40 }, (_, k) => [
    k * 2.2,
    25 + 20 * Math.sin(k / (2 + (i % 5))),
    0.5 + 0.4 * Math.sin(k / 6),
  ])
  return newStrokes(points.flat(), { color: 'ink', width: 4, opacity: 1 }, 1)[0]?.points
}
