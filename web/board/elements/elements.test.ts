import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contains,
  containsPoint,
  expand,
  type Box,
  union,
  EMPTY_BOX,
  isEmpty,
  transformBox,
  boxAt,
} from '../geometry/box.ts'
import { IDENTITY, type Matrix, invert, multiply, rotate, scale, translate } from '../geometry/matrix.ts'
import { pathBounds } from '../geometry/path.ts'
import { SHAPE_NAMES } from '../geometry/shapes.ts'
import type { DisplayItem } from '../render/display-item.ts'
import { pictureOf } from '../render/picture.ts'
import { svgOf } from '../render/svg.ts'
import { PALETTE } from '../render/theme.ts'
import { anyText } from '../testing/any-text.ts'
import { measureRoughly } from '../testing/measure.ts'
import { FREE } from './belonging.ts'
import { KINDS, kindOf } from './index.ts'
import { isBorn, readProps, wordsOfNew } from './read.ts'
import { newStrokes } from './new-strokes.ts'
import type { ElementKind, Field, Placed } from './element-kind.ts'

const number = fc.double({ min: -500, max: 500, noNaN: true })
/** Where elements are placed: as large as people make them. */
const placement = fc
  .tuple(number, number, fc.double({ min: -3, max: 3, noNaN: true }), side(), side())
  .map(([x, y, angle, w, h]) => multiply(translate(x, y), multiply(rotate(angle), scale(w, h))))
const similarity = fc
  .tuple(number, number, fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.2, max: 5, noNaN: true }))
  .map(([x, y, angle, size]) => multiply(translate(x, y), multiply(rotate(angle), scale(size, size))))
function side() {
  return fc.double({ min: 0.2, max: 400, noNaN: true })
}
const ink = fc
  .array(fc.tuple(number, number, fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 30 })
  .map((points) => newStrokes(points.flat(), { color: 'ink', width: 4, opacity: 1 }, 1)[0]?.points)
const anything = fc.anything({
  withBigInt: true,
  withTypedArray: true,
  withNullPrototype: true,
  withMap: true,
  withSparseArray: true,
})

const linePoints = fc.array(number, { minLength: 4, maxLength: 12 }).map((list) => list.slice(0, list.length & ~1))
const head = fc.constantFrom('none', 'arrow', 'triangle', 'dot')
const share = fc.double({ min: 0, max: 1, noNaN: true })
const binding = fc.oneof(fc.constant(null), fc.record({ id: fc.constant('another-element'), x: share, y: share }))

/** Records that look like those of any kind: each field is what some kind would take, or rubbish. */
const fieldsOf = ({ resize, connects }: ElementKind) =>
  fc.record({
    // A kind that keeps its proportions is never placed otherwise.
    matrix: resize === 'uniform' ? similarity : fc.oneof(similarity, placement),
    points: connects ? linePoints : ink,
    route: fc.constantFrom('straight', 'curved', 'elbow'),
    startHead: head,
    endHead: head,
    author: fc.constantFrom('', 'Ada Lovelace'),
    start: binding,
    end: binding,
    color: fc.constantFrom(...PALETTE.map(({ name }) => name), '#00ff00'),
    fill: fc.constantFrom('none', 'red', '#abcdef'),
    width: fc.double({ min: 0.5, max: 40, noNaN: true }),
    radius: fc.double({ min: 0, max: 100, noNaN: true }),
    opacity: fc.double({ min: 0, max: 1, noNaN: true }),
    font: fc.constantFrom('hand', 'sans', 'mono'),
    size: fc.double({ min: 4, max: 90, noNaN: true }),
    align: fc.constantFrom('left', 'center', 'right'),
    wrap: fc.constantFrom(0, 40, 200),
    shape: fc.constantFrom(...SHAPE_NAMES),
    fillStyle: fc.constantFrom('solid', 'hachure', 'cross'),
    dash: fc.constantFrom('solid', 'dashed', 'dotted'),
    look: fc.constantFrom('clean', 'rough'),
    seed: fc.nat(),
    file: fc.constantFrom('a'.repeat(64), '0123456789abcdef'.repeat(4)),
    natural: fc.constantFrom([640, 480], [3, 2_000]),
    crop: fc.constantFrom([0, 0, 1, 1], [0.25, 0.1, 0.5, 0.9]),
    alt: fc.constantFrom('', 'A cat & a "dog"'),
    header: fc.boolean(),
    'row-one': fc.constantFrom('a0', 'a1', null),
    'row-two': fc.constant('a0V'),
    'column-left': fc.constantFrom('a0', 'Zz'),
    'column-right': fc.constantFrom('a0', null),
    'tall-two': fc.double({ min: 16, max: 200, noNaN: true }),
    'wide-left': fc.double({ min: 16, max: 300, noNaN: true }),
  })
const fieldNames = ({ fields, families = {} }: ElementKind): string[] => [
  ...Object.keys(fields),
  ...Object.keys(families).flatMap((name) => [`${name}-a`, `${name}-b`]),
]
const text = anyText(40)
const born = (kind: string, record: object) => ({ ...record, id: 'an-element-id', kind })

const boundsOf = (item: DisplayItem): Box => {
  if (item.type === 'clip') return item.items.map(boundsOf).reduce(union, EMPTY_BOX)
  if (item.type === 'path') return expand(pathBounds(item.path), (item.stroke?.width ?? 0) / 2)
  if (item.type === 'image') return pathBounds(item.outline)
  const line = ({ text, x, baseline }: (typeof item.lines)[number]): Box =>
    boxAt(x, baseline - item.size * 0.95, measureRoughly(text, item, item.size), item.size * 1.2)
  return transformBox(item.lines.map(line).reduce(union, EMPTY_BOX), item.matrix)
}

describe.each(KINDS.map((kind) => [kind.kind, kind] as const))(
  'the kind %s',
  { timeout: 60_000 },
  (name, kind: ElementKind) => {
    const props = fc
      .tuple(fieldsOf(kind), text)
      .map(([record, words]) =>
        readProps(born(name, record), undefined, wordsOfNew({ text: words, texts: { 'two-left': words } })),
      )

    it('[KIND1] reads its own props back as they are', () => {
      fc.assert(
        fc.property(props, (read) => {
          for (const [field, { parse, fallback }] of Object.entries<Field<unknown>>(kind.fields)) {
            expect(parse(read[field as keyof Placed])).toEqual(read[field as keyof Placed])
            expect(field === 'points' || parse(fallback) !== undefined).toBe(true)
          }
        }),
      )
    })

    it('[KIND2] is bounded by its bounds, its frame too', () => {
      fc.assert(
        fc.property(props, (read) => {
          const bounds = kind.bounds(read, measureRoughly)
          expect(contains(expand(bounds, 0.01), kind.frame(read, measureRoughly))).toBe(true)
          for (const item of kind.display(read, measureRoughly)) {
            expect(isEmpty(boundsOf(item)) || contains(expand(bounds, 0.01), boundsOf(item))).toBe(true)
          }
        }),
      )
    })

    it('[KIND3] is hit only near its bounds', () => {
      fc.assert(
        fc.property(props, number, number, fc.double({ min: 0, max: 20, noNaN: true }), (read, x, y, tolerance) => {
          const hit = kind.hit(read, { from: { x, y }, to: { x, y } }, tolerance, measureRoughly)
          if (hit) expect(containsPoint(expand(kind.bounds(read, measureRoughly), tolerance + 0.01), x, y)).toBe(true)
        }),
      )
    })

    it('[KIND4] is hit by an eraser that crosses it from end to end', () => {
      fc.assert(
        fc.property(props, (read) => {
          const { minX, minY, maxX, maxY } = kind.bounds(read, measureRoughly)
          const rows = Array.from({ length: 9 }, (_, i) => minY + ((maxY - minY) * i) / 8)
          const hits = rows.filter((y) =>
            kind.hit(read, { from: { x: minX - 9, y }, to: { x: maxX + 9, y } }, (maxY - minY) / 8, measureRoughly),
          )
          expect(hits.length).toBeGreaterThan(0)
        }),
      )
    })

    it('[KIND5] is back where it was after a map and its inverse', () => {
      fc.assert(
        fc.property(props, similarity, (read, by) => {
          const there = { ...read, matrix: kind.transform(read, by) }
          const back = kind.transform(there, invert(by))
          for (const [i, value] of read.matrix.entries()) expect(back[i]).toBeCloseTo(value, 3)
        }),
      )
    })

    it('[KIND6] draws SVG that is whole, whatever its text', () => {
      fc.assert(
        fc.property(props, (read) => {
          const picture = pictureOf(
            [{ id: 'an-element-id', kind: name, z: 'a0', props: read, belonging: FREE }],
            measureRoughly,
          )
          expect(wellFormed(svgOf(picture, { theme: 'dark' }))).toBe(true)
        }),
      )
    })

    it('[KIND7] reads rubbish without throwing, draws something for it, and can be moved', () => {
      fc.assert(
        fc.property(
          fc.dictionary(
            fc.constantFrom(...fieldNames(kind), '__proto__', 'constructor', 'text', 'row-constructor'),
            anything,
          ),
          anything,
          (rubbish, words) => {
            const edits = new Map(Object.entries(rubbish))
            const text = typeof words === 'string' ? words : ''
            const read = readProps(born(name, rubbish), edits, wordsOfNew({ text, texts: { 'a-b': text } }))
            const bounds = kind.bounds(read, measureRoughly)
            expect(isEmpty(bounds)).toBe(false)
            kind.display(read, measureRoughly)
            kind.hit(read, { from: { x: 0, y: 0 }, to: { x: 1, y: 1 } }, 1, measureRoughly)
            expect(Number.isFinite(kind.transform(read, translate(1, 1))[4])).toBe(true)
          },
        ),
        { numRuns: 500 },
      )
    })
  },
)

describe('reading', () => {
  it('[KIND8] takes an edit if it is valid, else the birth record if that is, else the fallback', () => {
    const read = (record: object, edits: Record<string, unknown>) =>
      readProps(born('rectangle', record), new Map(Object.entries(edits)), wordsOfNew({}))
    expect(read({ color: 'red' }, { color: 'blue' })).toMatchObject({ color: 'blue' })
    expect(read({ color: 'red' }, { color: 'no such colour' })).toMatchObject({ color: 'red' })
    expect(read({ color: 7 }, {})).toMatchObject({ color: 'ink', matrix: IDENTITY })
  })

  it('[KIND9] never looks at what a record inherits', () => {
    const poisoned: unknown = Object.create({ id: 'an-element-id', kind: 'rectangle', color: 'red' })
    expect(isBorn(poisoned)).toBe(false)
    const record = Object.assign(Object.create({ color: 'red' }) as object, { id: 'an-element-id', kind: 'rectangle' })
    expect(isBorn(record) && readProps(record, undefined, wordsOfNew({}))).toMatchObject({ color: 'ink' })
    expect(kindOf('__proto__').kind).toBe('unknown')
    expect(kindOf('constructor').kind).toBe('unknown')
  })

  it('[KIND10] keeps a hollow rectangle open in the middle and a filled one closed', () => {
    const hit = (fill: string): boolean => {
      const read = readProps(born('rectangle', { matrix: [100, 0, 0, 100, 0, 0], fill }), undefined, wordsOfNew({}))
      return kindOf('rectangle').hit(read, { from: { x: 50, y: 50 }, to: { x: 50, y: 50 } }, 5, measureRoughly)
    }
    expect([hit('none'), hit('yellow')]).toEqual([false, true])
  })

  it('[KIND13] opens what older boards call a rectangle as a shape, and takes all that a shape takes', () => {
    const old = born('rectangle', {
      matrix: [80, 0, 0, 40, 5, 6],
      color: 'red',
      width: 3,
      fill: 'none',
      radius: 8,
      opacity: 1,
    })
    const shape = readProps(born('shape', { ...old, shape: 'rectangle' }), undefined, wordsOfNew({ text: 'hi' }))
    const read = readProps(old, undefined, wordsOfNew({ text: 'hi' }))
    expect(read).toEqual(shape)
    expect(kindOf('rectangle').display(read, measureRoughly)).toEqual(kindOf('shape').display(shape, measureRoughly))
    expect(readProps(old, new Map([['shape', 'star']]), wordsOfNew({}))).toMatchObject({ shape: 'star' })
  })

  it('[KIND14] writes words upright and unstretched into a shape, as large as fit', () => {
    const block = (matrix: Matrix, words: string) => {
      const read = readProps(born('shape', { matrix, size: 28 }), undefined, wordsOfNew({ text: words }))
      return kindOf('shape').text?.block(read, measureRoughly)
    }
    const wide = block([400, 0, 0, 100, 0, 0], 'some words')
    expect(wide).toMatchObject({ size: 28, wraps: true, matrix: [1, 0, 0, 1, expect.any(Number), expect.any(Number)] })
    expect(block([-400, 0, 0, 100, 400, 0], 'some words')?.matrix).toEqual(
      wide?.matrix.map((value) => expect.closeTo(value, 6) as number),
    )
    const small = block([80, 0, 0, 60, 0, 0], 'rather more words than fit at that size')
    expect(small?.size).toBeLessThan(28)
    expect(small?.height).toBeLessThanOrEqual(60)
  })

  it('[KIND11] never stretches letters: a one-sided scale grows text evenly', () => {
    const read = readProps(born('text', { size: 20 }), undefined, wordsOfNew({ text: 'words' }))
    const [a, b, c, d] = kindOf('text').transform(read, scale(4, 1))
    expect([a, b, c + 0, d]).toEqual([2, 0, 0, 2])
  })

  it('[KIND2] is bounded with its heads, which on a short slanted line are most of it', () => {
    const props = readProps(
      born('line', { points: [0, 0, -2e-5, 1e-5], startHead: 'triangle', endHead: 'arrow', width: 0.5 }),
      undefined,
      wordsOfNew({}),
    )
    const bounds = expand(kindOf('line').bounds(props, measureRoughly), 0.01)
    for (const item of kindOf('line').display(props, measureRoughly)) {
      expect(contains(bounds, boundsOf(item))).toBe(true)
    }
  })

  it('[KIND12] splits a stroke that is too long for one record where the pieces join', () => {
    const zigzag = Array.from({ length: 2_500 }, (_, i) => [i * 3, (i % 2) * 40, 0.5]).flat()
    const pieces = newStrokes(zigzag, { color: 'ink', width: 2, opacity: 1 }, 1)
    expect(pieces).toHaveLength(3)
    expect(newStrokes([], { color: 'ink', width: 2, opacity: 1 }, 1)).toEqual([])
    expect(newStrokes([5, 5, 0.5], { color: 'ink', width: 2, opacity: 1 }, 1)).toHaveLength(1)
  })
})

/** Is it one XML element with every tag closed and every attribute quoted? Enough of a parser for what the writer may write. */
function wellFormed(xml: string): boolean {
  const tag =
    /<(\/?)([a-zA-Z]+)((?:\s[\w:-]+="[^"<>&]*(?:&(?:amp|lt|gt|quot|#39);[^"<>&]*)*")*)\s*(\/?)>|([^<>&]|&(?:amp|lt|gt|quot|#39);)+|[\s\S]/gu
  const open: string[] = []
  for (const [all, closing, name, , alone, content] of xml.matchAll(tag)) {
    if (name === undefined && content === undefined) return false
    if (name === undefined) {
      if (/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(all)) return false
    } else if (closing === '/') {
      if (open.pop() !== name) return false
    } else if (alone !== '/') open.push(name)
  }
  return open.length === 0
}
