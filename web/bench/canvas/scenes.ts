import type { BoardDocument } from '#board/document/board-document.ts'
import type { NewElement } from '#board/document/element.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { SHAPE_NAMES } from '#board/geometry/shapes.ts'
import { createRandom, type Random } from '#board/testing/random.ts'
import { fillSampleBoard } from '#board/testing/sample-board.ts'
import { sketch } from '#board/testing/sketch.ts'

/** A seeded board by its name on the command line, `<kind>:<elements>`; a bare number is so many strokes. */
export interface Scene {
  readonly name: string
  readonly elements: number
  /** In as many transactions as it likes; a document with an open socket sends each at once. */
  fill(board: BoardDocument): void
}

/** Where strokes are: bigger boards are denser, up to 4,000 strokes in view at 100 %. Scene units. */
const AREA = { width: 6_400, height: 3_600 }
const BATCH = 500
const SEED = 7

const FILLS: Readonly<Record<string, (board: BoardDocument, elements: number) => void>> = {
  strokes: (board, elements) => fillWith(board, elements, wander),
  mixed: (board, elements) => fillWith(board, elements, mixedElement),
  sample: (board, elements) => void fillSampleBoard(board, elements, SEED),
}

/** @throws RangeError for a name that is none */
export function sceneOf(name: string): Scene {
  const [kind = '', count = ''] = /^\d+$/.test(name) ? ['strokes', name] : name.split(':')
  const fill = FILLS[kind]
  const elements = Number(count || 5_000)
  if (!fill || !Number.isSafeInteger(elements)) throw new RangeError(`no scene "${name}"`)
  return {
    name: `${kind}:${elements}`,
    elements: elements + CROP_MARKS,
    fill(board) {
      fill(board, elements)
      addCropMarks(board)
    },
  }
}

export const isSceneName = (name: string): boolean =>
  /^\d+$/.test(name) || Object.hasOwn(FILLS, name.split(':')[0] ?? '')

function fillWith(board: BoardDocument, elements: number, one: (random: Random, place: Place) => NewElement): void {
  const random = createRandom(SEED)
  for (let added = 0; added < elements;) {
    const batch: NewElement[] = []
    for (; batch.length < BATCH && added < elements; added++) {
      batch.push(one(random, { x: random.between(0, AREA.width), y: random.between(0, AREA.height) }))
    }
    board.add(batch)
  }
}

interface Place {
  readonly x: number
  readonly y: number
}

const COLORS = ['ink', 'ink', 'ink', 'red', 'blue', 'green', 'orange', 'violet']

/** About 75 samples, as a second of handwriting has: loops that lead somewhere. */
function wander(random: Random, { x, y }: Place): NewElement {
  const heading = random.between(0, 2 * Math.PI)
  const through = Array.from({ length: 12 }, (_, i) => ({
    x: x + i * 7 * Math.cos(heading) + random.between(-16, 16),
    y: y + i * 7 * Math.sin(heading) + random.between(-16, 16),
  }))
  return sketch(
    through,
    { color: random.pick(COLORS), width: random.pick([2, 3, 4]), opacity: 1 },
    random,
    0.6,
  )[0] as NewElement
}

/** Five strokes in ten; a text, a note, an arrow and two shapes, one of them filled. */
function mixedElement(random: Random, place: Place): NewElement {
  const choice = random.int(10)
  if (choice < 5) return wander(random, place)
  if (choice === 5) return textAt(place, random)
  if (choice === 6) return noteAt(place, random)
  if (choice === 7) return arrowAt(place, random)
  const [w, h] = [random.between(40, 200), random.between(30, 140)]
  const color = random.pick(COLORS)
  return {
    kind: 'shape',
    shape: random.pick(SHAPE_NAMES),
    matrix: [w, 0, 0, h, place.x, place.y],
    color,
    width: random.pick([2, 4]),
    radius: random.pick([0, 12]),
    fill: choice === 8 ? color : 'none',
    opacity: choice === 8 ? 0.5 : 1,
  }
}

const noteAt = ({ x, y }: Place, random: Random): NewElement => ({
  kind: 'note',
  text: random.pick(['who asks?', 'three\nthings\nto do', 'later']),
  matrix: [140, 0, 0, 140, x, y],
  color: random.pick(COLORS),
})

const arrowAt = ({ x, y }: Place, random: Random): NewElement => ({
  kind: 'line',
  points: [0, 0, random.between(-200, 200), random.between(-150, 150)],
  endHead: 'arrow',
  matrix: [1, 0, 0, 1, x, y],
  color: random.pick(COLORS),
  width: 3,
})

function textAt({ x, y }: Place, random: Random): NewElement {
  const text = random.pick(['keep', 'why?', 'ship it', 'ask Ada\nbefore lunch', '42', 'two words'])
  return { kind: 'text', text, matrix: [1, 0, 0, 1, x, y], size: random.pick([16, 24, 40]), color: random.pick(COLORS) }
}

/** Two dots far out at the corners: they make the board's bounds, and so the fitted view, independent of fonts. */
const CROP_MARKS = 2
const MARGIN = 300.25

function addCropMarks(board: BoardDocument): void {
  const style = { color: 'grey', width: 4, opacity: 1 }
  const side = Math.max(AREA.width, 40 * Math.sqrt(board.size) + 1_000)
  const height = Math.max(AREA.height, side * 0.5625)
  for (const [x, y] of [
    [-MARGIN, -MARGIN],
    [side + MARGIN, height + MARGIN],
  ] as const) {
    board.add(newStrokes([x, y, 0.5, x + 1, y, 0.5], style, 1))
  }
}
