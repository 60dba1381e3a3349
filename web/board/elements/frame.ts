import { boxAt, boxOfCoordinates, cornersOf, expand } from '../geometry/box.ts'
import { multiply } from '../geometry/matrix.ts'
import { polygonPath } from '../geometry/path.ts'
import { touchesPolyline } from '../geometry/segment.ts'
import { LIMITS } from '../limits.ts'
import type { ElementKind, Field, Placed } from './element-kind.ts'
import { fillField, matrixField } from './fields.ts'
import { isZ } from './z-order.ts'

/**
 * A part of the board with a name: what is in it is seen within it, goes with it, and is shown as one picture. It fills the
 * unit square of its matrix.
 */
export interface FrameProps extends Placed {
  /** One line. */
  readonly name: string
  /** Its place among frames when they are presented: a fractional index, or empty, which comes after all others. */
  readonly order: string
  /** `none` or a colour. */
  readonly fill: string
}

/** The order in which frames are presented; those without a place come last. */
export function comparePresented(
  { order: a }: Pick<FrameProps, 'order'>,
  { order: b }: Pick<FrameProps, 'order'>,
): number {
  if (a === b) return 0
  if (a === '' || b === '') return a === '' ? 1 : -1
  return a < b ? -1 : 1
}

const UNIT_SQUARE = boxAt(0, 0, 1, 1)
/** Of the border, scene units. */
const WIDTH = 1.5
const MORE_THAN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u

const nameField: Field<string> = {
  parse: (raw) =>
    typeof raw === 'string' && raw.length <= LIMITS.frameNameLength && !MORE_THAN_A_LINE.test(raw) ? raw : undefined,
  fallback: '',
}

const orderField: Field<string> = {
  parse: (raw) => (raw === '' || isZ(raw) ? raw : undefined),
  fallback: '',
}

const cornersOfFrame = ({ matrix }: FrameProps): Float64Array => cornersOf(UNIT_SQUARE, matrix)

/** The corners, and the first one again. */
const borderOf = (props: FrameProps): number[] => {
  const corners = [...cornersOfFrame(props)]
  return [...corners, ...corners.slice(0, 2)]
}

/** Of a new one of which only the place is said, scene units. */
export const FRAME_SIZE = { width: 640, height: 360 }

export const frame: ElementKind<FrameProps> = {
  kind: 'frame',
  fields: { matrix: matrixField, name: nameField, order: orderField, fill: fillField },
  resize: 'free',
  size: FRAME_SIZE,

  holds: cornersOfFrame,

  bounds: (props) => expand(boxOfCoordinates(cornersOfFrame(props)), WIDTH / 2),

  frame: (props) => boxOfCoordinates(cornersOfFrame(props)),

  // By its border alone: its inside belongs to what is in it.
  hit: (props, along, tolerance) => touchesPolyline(along, borderOf(props), 2, tolerance + WIDTH / 2),

  display(props) {
    const path = polygonPath(cornersOfFrame(props))
    const fill = props.fill === 'none' ? {} : { fill: props.fill }
    return [{ type: 'path', path, ...fill, stroke: { color: 'grey', width: WIDTH }, opacity: 1 }]
  },

  transform: (props, by) => multiply(by, props.matrix),
}
