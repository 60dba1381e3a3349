import { expect, it } from 'vitest'
import { pictureOfNew } from '../../document/picture-of-new.ts'
import { readBelonging } from '../../elements/belonging.ts'
import { kindOf } from '../../elements/index.ts'
import { readProps, wordsOfNew } from '../../elements/read.ts'
import { measureRoughly } from '../../testing/measure.ts'
import type { Imported } from '../imported.ts'
import bounds from '../testing/files/kinds-2025.bounds.json'
import file from '../testing/files/kinds-2025.excalidraw?raw'
import { readExcalidraw } from './read.ts'

/** What the program wrote. */
interface Theirs {
  readonly id: string
  readonly type: string
  readonly containerId?: string | null
  readonly angle: number
}

/** Where the program says that each of its elements is. */
type Place = readonly [type: string, left: number, top: number, right: number, bottom: number]
const PLACES = bounds as unknown as Readonly<Record<string, Place>>

const drawn = (JSON.parse(file) as { readonly elements: readonly Theirs[] }).elements
/** Words of shapes and arrows are theirs. */
const whole = drawn.filter(({ containerId }) => typeof containerId !== 'string')

type Ours = Imported['elements'][number]

/** Edges of what selecting it encloses. */
function edgesOf(element: Ours): readonly number[] {
  const kind = kindOf(element.kind)
  const { minX, minY, maxX, maxY } = kind.frame(readProps(element, undefined, wordsOfNew(element)), measureRoughly)
  return [minX, minY, maxX, maxY]
}

/** Scene units: their outlines are rough, and their curves bulge a little elsewhere. */
const NEAR = 6

it('[XCAL9] a file that Excalidraw itself has written comes with everything where it was, tied, in its groups and frame', () => {
  const { elements, left, pictures } = readExcalidraw(file, measureRoughly)
  expect([...left]).toEqual([])
  expect(whole.map(({ type }) => type).toSorted()).toEqual(
    'arrow arrow diamond diamond ellipse ellipse ellipse frame freedraw image line line rectangle rectangle rectangle rectangle text'.split(
      ' ',
    ),
  )
  expect(elements).toHaveLength(whole.length)
  const byType = new Map(whole.map(({ type }, i) => [type, elements[i]!.kind]))
  expect(Object.fromEntries(byType)).toMatchObject({
    rectangle: 'shape',
    ellipse: 'shape',
    diamond: 'shape',
    arrow: 'line',
    freedraw: 'stroke',
    text: 'text',
    frame: 'frame',
    image: 'image',
  })
  for (const [i, { id, type, angle }] of whole.entries()) {
    const [, ...place] = PLACES[id]!
    const ours = edgesOf(elements[i]!)
    if (angle !== 0) {
      // A turned ellipse is enclosed by its turned box: its middle is the same.
      const middles = [ours, place].map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => [(x0 + x1) / 2, (y0 + y1) / 2])
      expect(Math.hypot(middles[0]![0]! - middles[1]![0]!, middles[0]![1]! - middles[1]![1]!)).toBeLessThan(1)
      continue
    }
    // Letters are measured otherwise: where they begin is the same.
    const edges = type === 'text' ? 2 : 4
    const away = ours.map((edge, side) => Math.abs(edge - place[side]!))
    expect([type, away.slice(0, edges).every((distance) => distance < NEAR), away]).toEqual([type, true, away])
  }
  // Rounded at its corners, and still a diamond: a quarter of its sides by a sharper curve, 100 wide and high.
  expect(elements[whole.findIndex(({ type }) => type === 'diamond')]).toMatchObject({
    radius: Math.hypot(100, 100) / 16,
  })
  const [byHand, made] = elements.filter(({ kind, endHead }) => kind === 'line' && endHead !== 'none')
  const idsOf = (type: string) => whole.flatMap((one, i) => (one.type === type ? [elements[i]!.id] : []))
  expect(byHand).toMatchObject({ start: { id: idsOf('rectangle')[0] }, end: { id: idsOf('ellipse')[0] } })
  expect(made).toMatchObject({ start: { id: idsOf('rectangle')[2] }, end: { id: idsOf('ellipse')[2] }, text: 'tied' })
  expect(elements.flatMap(({ text = '' }) => (text === '' ? [] : [text]))).toEqual([
    'In a box',
    'Words of\ntwo lines',
    'tied',
  ])
  const belongings = elements.map((element) => readBelonging(element, undefined))
  expect(belongings.filter(({ frame }) => frame === idsOf('frame')[0])).toHaveLength(1)
  expect(belongings.filter(({ groups }) => groups.length === 1)).toHaveLength(2)
  expect(pictures.size).toBe(1)
})

it('[XCAL9] it is drawn within what the program says that it fills', () => {
  const { elements } = readExcalidraw(file, measureRoughly)
  const { bounds: box, items } = pictureOfNew(elements, measureRoughly)
  const places = Object.values(PLACES)
  const edge = (side: 1 | 2 | 3 | 4, pick: (...all: number[]) => number) => pick(...places.map((place) => place[side]))
  expect(Math.abs(box.minX - edge(1, Math.min))).toBeLessThan(2 * NEAR)
  expect(Math.abs(box.minY - edge(2, Math.min))).toBeLessThan(2 * NEAR)
  expect(Math.abs(box.maxX - edge(3, Math.max))).toBeLessThan(2 * NEAR)
  expect(Math.abs(box.maxY - edge(4, Math.max))).toBeLessThan(2 * NEAR)
  expect(items.length).toBeGreaterThan(elements.length)
})
