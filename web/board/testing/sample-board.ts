import type { BoardDocument } from '../document/board-document.ts'
import type { NewElement } from '../document/element.ts'
import type { Vector } from '../geometry/vector.ts'
import { PALETTE } from '../render/theme.ts'
import { createRandom, type Random } from './random.ts'
import { sketch } from './sketch.ts'

/** Elements added in one transaction: a board that many gestures made, without a transaction for each. */
const BATCH = 500
/** One element in so many is a rectangle or a text. */
const STROKES_PER_SHAPE = 40
/** All but the one that is not seen on the canvas. */
const COLORS = PALETTE.map(({ name }) => name).filter((name) => name !== 'white')

/**
 * Fills a board with `count` elements that look like what people draw: short handwriting strokes in lines and clusters, now and
 * then a rectangle or a word. The same seed makes the same board, but for the ids. Answers the ids.
 */
export function fillSampleBoard(board: BoardDocument, count: number, seed = 1): string[] {
  const random = createRandom(seed)
  const ids: string[] = []
  let pen: Vector = { x: 0, y: 0 }
  while (ids.length < count) {
    const batch: NewElement[] = []
    while (batch.length < Math.min(BATCH, count - ids.length)) {
      pen = nextPlace(pen, random, count)
      batch.push(random.int(STROKES_PER_SHAPE) === 0 ? shapeAt(pen, random) : scribbleAt(pen, random))
    }
    ids.push(...board.add(batch))
  }
  return ids
}

/** Mostly a bit further along the line, sometimes somewhere else. Bigger boards are wider, not denser. */
function nextPlace(pen: Vector, random: Random, count: number): Vector {
  if (random.int(30) > 0) return { x: pen.x + random.between(12, 34), y: pen.y + random.between(-4, 4) }
  const side = 40 * Math.sqrt(count) + 400
  return { x: random.between(0, side), y: random.between(0, side) }
}

function scribbleAt({ x, y }: Vector, random: Random): NewElement {
  const loops = 2 + random.int(5)
  const through = Array.from({ length: loops + 2 }, (_, i) => ({
    x: x + i * random.between(4, 12),
    y: y + (i % 2 === 0 ? 1 : -1) * random.between(4, 22),
  }))
  const style = {
    color: random.int(3) === 0 ? random.pick(COLORS) : 'ink',
    width: random.pick([2, 3, 4, 6]),
    opacity: 1,
  }
  return sketch(through, style, random, 0.6)[0] as NewElement
}

function shapeAt({ x, y }: Vector, random: Random): NewElement {
  const color = random.pick(COLORS)
  if (random.int(2) === 0) {
    const words = random.pick(['keep', 'why?', 'ship it', 'later', 'ask Ada', '42', 'yes!'])
    return { kind: 'text', text: words, matrix: [1, 0, 0, 1, x, y], size: random.pick([20, 28, 40]), color }
  }
  const [w, h] = [random.between(60, 240), random.between(40, 160)]
  return {
    kind: 'rectangle',
    matrix: [w, 0, 0, h, x, y],
    color,
    width: 3,
    radius: 10,
    fill: random.pick(['none', 'none', color]),
  }
}
