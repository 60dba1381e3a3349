import type { NewElement } from '../document/element.ts'
import { isFileHash } from '../files/file-hash.ts'
import { boxOfCoordinates, cornersOf, boxAt, type Box } from '../geometry/box.ts'
import { evenly, multiply, scale, translate, type Matrix } from '../geometry/matrix.ts'
import { roundedPolygon } from '../geometry/rounded-polygon.ts'
import { insidePolygon, touchesPolyline } from '../geometry/segment.ts'
import type { Vector } from '../geometry/vector.ts'
import { LIMITS } from '../limits.ts'
import { LEAST_CROP, WHOLE_PICTURE } from './element-kind.ts'
import type { Crop, Depiction, ElementKind, Field, Placed } from './element-kind.ts'
import { matrixField, numberField, opacityField } from './fields.ts'

/**
 * A picture from a file. Its matrix places the whole of it, unit square → scene, whatever is cropped away: who moves it and who crops it at the same time
 * write different fields, and any merge of the two is what both meant.
 */
export interface ImageProps extends Placed, Depiction {
  /** Of the corners, scene units. */
  readonly radius: number
  readonly opacity: number
}

/** The name of no file: what is shown for it is a placeholder. */
const NO_FILE = '0'.repeat(64)
const fileField: Field<string> = { parse: (raw) => (isFileHash(raw) ? raw : undefined), fallback: NO_FILE }

const isSide = (raw: unknown): raw is number =>
  typeof raw === 'number' && Number.isInteger(raw) && raw >= 1 && raw <= LIMITS.imageSide
const naturalField: Field<Depiction['natural']> = {
  parse: (raw) => (isTuple(raw, 2) && raw.every(isSide) ? (raw as unknown as Depiction['natural']) : undefined),
  fallback: [1, 1],
}

/** What is left over by adding fractions. */
const ROUNDING = 1e-9
const cropField: Field<Crop> = {
  parse(raw) {
    if (!isTuple(raw, 4) || !raw.every((part) => typeof part === 'number' && part >= 0)) return undefined
    const [x, y, w, h] = raw as unknown as Crop
    const isWithin = x + w <= 1 + ROUNDING && y + h <= 1 + ROUNDING
    return isWithin && w >= LEAST_CROP && h >= LEAST_CROP ? [x, y, w, h] : undefined
  },
  fallback: WHOLE_PICTURE,
}

const altField: Field<string> = {
  parse: (raw) => (typeof raw === 'string' && raw.length <= LIMITS.altLength ? raw : undefined),
  fallback: '',
}

const isTuple = (raw: unknown, length: number): raw is readonly unknown[] => Array.isArray(raw) && raw.length === length

/** What is seen: the corners of the part that is left, in the scene. */
const cornersIn = ({ crop: [x, y, w, h], matrix }: ImageProps): Float64Array =>
  Float64Array.from(cornersOf(boxAt(x, y, w, h), matrix))

const frame = (props: ImageProps): Box => boxOfCoordinates(cornersIn(props))

export const image: ElementKind<ImageProps> = {
  kind: 'image',
  fields: {
    matrix: matrixField,
    file: fileField,
    natural: naturalField,
    crop: cropField,
    alt: altField,
    radius: numberField(0, 10_000, 0),
    opacity: opacityField,
  },
  resize: 'uniform',
  size: { width: 320, height: 240 },
  depicts: (props) => props,

  anchorage: (props) => {
    const [x, y, w, h] = props.crop
    return { place: multiply(props.matrix, multiply(translate(x, y), scale(w, h))), outline: cornersIn(props) }
  },

  bounds: frame,
  frame,

  hit(props, along, tolerance) {
    const corners = cornersIn(props)
    if (insidePolygon(corners, along.from.x, along.from.y)) return true
    return touchesPolyline(along, [...corners, corners[0] as number, corners[1] as number], 2, tolerance)
  },

  display(props) {
    const { file, matrix, alt, radius, opacity } = props
    const outline = roundedPolygon(cornersIn(props), radius)
    return [{ type: 'image', file, matrix, outline, opacity, ...(alt !== '' && { alt }) }]
  },

  /** Pictures are mirrored but never stretched. The middle of what is seen goes where it is sent. */
  transform(props, by) {
    const { minX, minY, maxX, maxY } = frame(props)
    return multiply(evenly(by, { x: (minX + maxX) / 2, y: (minY + maxY) / 2 }), props.matrix)
  },
}

/** A picture of `width` scene units, its middle at a point. */
export function newImage(
  { file, natural, alt = '' }: Pick<Depiction, 'file' | 'natural'> & { readonly alt?: string },
  middle: Vector,
  width: number,
): NewElement {
  const height = (width * natural[1]) / natural[0]
  const matrix: Matrix = [width, 0, 0, height, middle.x - width / 2, middle.y - height / 2]
  return { kind: 'image', file, natural, alt, matrix }
}
