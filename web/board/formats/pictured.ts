import { LEAST_CROP, WHOLE_PICTURE, type Crop } from '../elements/element-kind.ts'
import { multiply, scale, translate, type Matrix } from '../geometry/matrix.ts'
import { within } from './imported.ts'

/** What of a picture is seen, within what a board takes; shares of the whole. */
export function cropWithin(x: number, y: number, width: number, height: number): Crop {
  if (![x, y, width, height].every(Number.isFinite)) return WHOLE_PICTURE
  const [left, top] = [within(0, x, 1 - LEAST_CROP), within(0, y, 1 - LEAST_CROP)]
  return [left, top, within(LEAST_CROP, width, 1 - left), within(LEAST_CROP, height, 1 - top)]
}

/** The place of a whole picture of which a part fills the unit square of `seen`; `mirrored` on that square. */
export const wholeOf = (seen: Matrix, mirrored: Matrix, [x, y, w, h]: Crop): Matrix =>
  multiply(seen, multiply(mirrored, multiply(scale(1 / w, 1 / h), translate(-x, -y))))

/** Is it an address with a picture in it (RFC 2397)? */
export const isPictureAddress = (address: string): boolean => /^data:image\/[a-z0-9.+-]+[;,]/i.test(address)
