import type { BoardDocument } from '#board/document/board-document.ts'
import type { Element } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxAround, centre, contains, EMPTY_BOX, type Box } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { measureRoughly } from '#board/testing/measure.ts'

/** What is where on a board, for hands that must know where to press. Scene units. */
export interface Layout {
  readonly elements: number
  readonly bounds: Box
  readonly centre: Vector
  /** Middle of the half screen with the most elements. */
  readonly crowd: Vector
  /** Points on so many elements within a box. */
  pointsIn(box: Box, count: number): Vector[]
  /** A box of the board's proportions, from near the board's top left corner, where nothing is, with `count` elements wholly inside. */
  fromCorner(count: number): Corner
}

/** Elements wholly inside a box. */
export interface Corner {
  readonly box: Box
  readonly inside: number
  /** A box around these elements. */
  readonly reach: Box
}

/** Side of the squares in which elements are counted. */
const SQUARE = 500

export function layoutOf(board: BoardDocument): Layout {
  const elements = [...board.elements()]
  const boxes = elements.map(({ kind, props }) => kindOf(kind).bounds(props, measureRoughly))
  const bounds = boxAround(boxes)
  const crowd = crowdOf(boxes)
  const inside = (box: Box): Box[] => boxes.filter((other) => contains(box, other))
  return {
    elements: boxes.length,
    bounds,
    centre: centre(bounds),
    crowd,
    pointsIn(box, count) {
      const within = elements.filter((_, i) => contains(box, boxes[i] ?? EMPTY_BOX))
      return within
        .slice(0, 3 * count)
        .flatMap(pointOn)
        .slice(0, count)
    },
    fromCorner(count) {
      let [less, enough] = [0, 1]
      for (let i = 0; i < 20; i++) {
        const middle = (less + enough) / 2
        if (inside(cornerBox(bounds, middle)).length >= count) enough = middle
        else less = middle
      }
      const box = cornerBox(bounds, enough)
      const members = inside(box)
      return { box, inside: members.length, reach: boxAround(members) }
    },
  }
}

/** A place where a pointer meets the element, if one is found on a grid over its bounds. */
function pointOn({ kind: name, props }: Element): Vector[] {
  const kind = kindOf(name)
  const { minX, minY, maxX, maxY } = kind.bounds(props, measureRoughly)
  for (let i = 0; i < 400; i++) {
    const at = { x: minX + ((i % 20) / 20) * (maxX - minX), y: minY + (Math.floor(i / 20) / 20) * (maxY - minY) }
    if (kind.hit(props, { from: at, to: at }, 0, measureRoughly)) return [at]
  }
  return []
}

/** Inwards from the dot at the corner. Scene units. */
const INWARDS = 100

const cornerBox = ({ minX, minY, maxX, maxY }: Box, share: number): Box => ({
  minX: minX + INWARDS,
  minY: minY + INWARDS,
  maxX: minX + INWARDS + (maxX - minX) * share,
  maxY: minY + INWARDS + (maxY - minY) * share,
})

function crowdOf(boxes: readonly Box[]): Vector {
  const squares = new Map<string, Box[]>()
  for (const box of boxes) {
    const { x, y } = centre(box)
    const square = `${Math.floor(x / SQUARE)}/${Math.floor(y / SQUARE)}`
    const members = squares.get(square) ?? []
    members.push(box)
    squares.set(square, members)
  }
  const [fullest = []] = [...squares.values()].sort((a, b) => b.length - a.length)
  const { x, y } = centre(boxAround(fullest))
  // On whole units: nothing then depends on how a half pixel is rounded.
  return { x: Math.round(x), y: Math.round(y) }
}
