import { kindOf } from '#board/elements/index.ts'
import { boxOfCoordinates, contains, EMPTY_BOX, height, union, width, type Box } from '#board/geometry/box.ts'
import { applyTo, multiply, scale, translate, type Matrix } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { gridStep } from '../scene/grid.ts'
import type { Sieve } from '../scene/sieve.ts'
import { visibleBox } from './camera.ts'
import type { Editor } from './editor.ts'
import { NO_MARKS, type Mark } from './marks.ts'
import { pixelRatio } from './pixel-ratio.ts'
import { snap, type Ground, type Side, type Sought } from './snap.ts'

/** From how far away things attract, CSS pixels. */
const REACH = 7

/** What is smaller attracts nothing, CSS pixels. */
const LEAST_SEEN = 10

/** Of more elements than this, their bounds do instead of their frames. */
const FEW = 200

/** Is snapping on for this sample of the pointer? Ctrl switches it for the moment. */
export const isSnapping = ({ snapping }: Editor, { ctrl }: { readonly ctrl: boolean }): boolean =>
  snapping.peek() !== ctrl

/** What attracts what is `moved`: everything else but ink and lines. For as long as a gesture lasts. */
export function attractingBut({ scene, document }: Editor, moved: ReadonlySet<string>): Sieve {
  const sieve = scene.sieve((id) => !moved.has(id) && attracts(scene.kindOf(id)))
  // Whoever drags all there is waits for nothing to be asked about.
  return (box, least) => (moved.size >= document.size ? [] : sieve(box, least))
}

/** Nothing is moved: something is being made. */
export const NONE: ReadonlySet<string> = new Set()

/** What elements offer to be aligned with: their frames. Hot path, once per frame of a drag. */
export function groundOf(editor: Editor, attracting: Sieve): Ground {
  const { camera, viewport, document } = editor
  const { zoom } = camera.peek()
  const view = visibleBox(camera.peek(), viewport.peek())
  // Far out, things are specks that nobody aims at; there are many of them then.
  const least = LEAST_SEEN / zoom
  return {
    view,
    reach: REACH / zoom,
    grid: document.meta.grid ? gridStep(zoom * pixelRatio()) : null,
    within: (band) =>
      attracting(band, least).flatMap((id) => {
        const frame = frameOf(editor, id)
        // What surrounds all that one sees is the ground for the rest, and no neighbour.
        return frame && !contains(frame, view) ? [frame] : []
      }),
  }
}

function attracts(kind: string | undefined): boolean {
  const { cuts, bends } = kindOf(kind ?? '')
  return !cuts && !bends
}

function frameOf({ scene, measure }: Editor, id: string): Box | undefined {
  const element = scene.get(id)
  return element && kindOf(element.kind).frame(element.props, measure)
}

/** The box around the frames of some elements. */
export function framesBox(editor: Editor, ids: ReadonlySet<string>): Box {
  const boxOf = (id: string) => (ids.size > FEW ? editor.scene.boundsOf(id) : frameOf(editor, id))
  let all = EMPTY_BOX
  for (const id of ids) all = union(all, boxOf(id) ?? EMPTY_BOX)
  return all
}

/** Something on its way, and what to show with it. */
export interface Snapped {
  readonly by: Matrix
  readonly marks: readonly Mark[]
}

const ALL: readonly Side[] = ['min', 'middle', 'max']

/** A translation of a box, and so that the box comes to where it is drawn; along one axis only where it moves along one only. */
export function snapMove(ground: Ground, box: Box, by: Matrix, straight: boolean): Snapped {
  const [, , , , dx, dy] = by
  const sought: Sought = { x: straight && dx === 0 ? [] : ALL, y: straight && dy === 0 ? [] : ALL, gaps: !straight }
  const moved = translated(box, dx, dy)
  const found = snap(ground, moved, sought)
  return {
    by: translate(dx + found.by.x, dy + found.by.y),
    marks: found.marks(translated(moved, found.by.x, found.by.y)),
  }
}

const translated = ({ minX, minY, maxX, maxY }: Box, dx: number, dy: number): Box => ({
  minX: minX + dx,
  minY: minY + dy,
  maxX: maxX + dx,
  maxY: maxY + dy,
})

/** How a box is scaled: which sides of it move, and what stays. */
export interface Scaling {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
  /** Scene units. */
  readonly anchor: Vector
  readonly proportional: boolean
}

/** A scaling of an upright box, and so that the sides which move come to where they are drawn. */
export function snapScale(ground: Ground, box: Box, by: Matrix, how: Scaling): Snapped {
  const scaled = mapped(box, by)
  const { anchor } = how
  const sought: Sought = {
    x: movingSide(how.x, scaled.minX, scaled.maxX, anchor.x),
    y: movingSide(how.y, scaled.minY, scaled.maxY, anchor.y),
    gaps: false,
  }
  const found = snap(ground, scaled, sought)
  const lineX = sought.x[0] === 'min' ? scaled.minX : scaled.maxX
  const lineY = sought.y[0] === 'min' ? scaled.minY : scaled.maxY
  let fx = found.along.x ? factor(lineX - anchor.x, found.by.x) : 1
  let fy = found.along.y ? factor(lineY - anchor.y, found.by.y) : 1
  if (how.proportional) {
    const isByX = found.along.x && (!found.along.y || Math.abs(found.by.x) <= Math.abs(found.by.y))
    fx = fy = isByX ? fx : fy
  }
  const snapped = multiply(scale(fx, fy, anchor), by)
  return { by: snapped, marks: found.marks(mapped(box, snapped)) }
}

/** The side of a scaled box that follows the pointer: it may have been pulled through the anchor to the other side. */
function movingSide(direction: number, min: number, max: number, anchor: number): readonly Side[] {
  if (direction === 0) return []
  return max - anchor >= anchor - min ? ['max'] : ['min']
}

/** Scene units: what is this near to the anchor is not scaled to somewhere else. */
const LEAST = 1
const factor = (length: number, by: number): number =>
  Math.abs(length) < LEAST || Math.abs(length + by) < LEAST ? 1 : (length + by) / length

const mapped = ({ minX, minY, maxX, maxY }: Box, by: Matrix): Box => {
  const [a, b] = [applyTo(by, { x: minX, y: minY }), applyTo(by, { x: maxX, y: maxY })]
  return boxOfCoordinates([a.x, a.y, b.x, b.y])
}

/** A point, and so that it comes to where it is drawn: a corner of something that is being made. */
export function snapPoint(ground: Ground, at: Vector): Vector {
  const { by } = snap(ground, boxOfCoordinates([at.x, at.y]), CORNER)
  return { x: at.x + by.x, y: at.y + by.y }
}

const CORNER: Sought = { x: ['min'], y: ['min'], gaps: false }

/** A point by itself, of a line: middles attract it as edges do. */
const POINT: Sought = { x: ['min', 'middle'], y: ['min', 'middle'], gaps: false }

/** Where a point of a line comes that is let go at `to`: into line with what there is, and what it then has in common with it. */
export function snapEnd(ground: Ground, to: Vector): { readonly to: Vector; readonly marks: readonly Mark[] } {
  const found = snap(ground, boxOfCoordinates([to.x, to.y]), POINT)
  const snapped = { x: to.x + found.by.x, y: to.y + found.by.y }
  return { to: snapped, marks: found.marks(boxOfCoordinates([snapped.x, snapped.y])) }
}

/** What a box that is being made has in common with others. */
export function alignmentOf(ground: Ground, box: Box): readonly Mark[] {
  const isFlat = width(box) < LEAST || height(box) < LEAST
  return isFlat ? NO_MARKS : snap(ground, box, { x: ['min', 'max'], y: ['min', 'max'], gaps: false }).marks(box)
}
