import { height, width } from '#board/geometry/box.ts'
import type { Box } from '#board/geometry/box.ts'
import type { Picture } from '#board/render/picture.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { PictureTooLarge } from './picture-options.ts'
import type { PictureOptions } from './picture-options.ts'

type Asked = Pick<PictureOptions, 'width' | 'height' | 'scale'>

const askedScale = (bounds: Box, asked: Asked): number | undefined => {
  if (asked.width !== undefined) return asked.width / width(bounds)
  return asked.height === undefined ? asked.scale : asked.height / height(bounds)
}

/** The box itself, or where both sides of the picture are given the smallest one of that shape around it, with the same middle. */
export function shaped(box: Box, asked: Asked): Box {
  if (asked.width === undefined || asked.height === undefined) return box
  const aspect = asked.width / asked.height
  const acrossBy = (height(box) * aspect - width(box)) / 2
  if (acrossBy > 0) return { ...box, minX: box.minX - acrossBy, maxX: box.maxX + acrossBy }
  const downBy = (width(box) / aspect - height(box)) / 2
  return { ...box, minY: box.minY - downBy, maxY: box.maxY + downBy }
}

/** Of a picture that is as sharp as one likes: pixels a scene unit. */
export const scaleOfDrawing = ({ bounds }: Picture, asked: Asked): number => askedScale(bounds, asked) ?? 1

/** Pixels a scene unit. What was asked for is drawn or refused; what wasn't is made to fit. @throws {PictureTooLarge} */
export function scaleOfPixels({ bounds }: Picture, asked: Asked): number {
  const { pictureSide, picturePixels, pictureNaturalSide } = SERVER_LIMITS
  const side = Math.max(width(bounds), height(bounds))
  const scale = askedScale(bounds, asked)
  if (scale === undefined) return Math.min(1, pictureNaturalSide / side)
  if (scale * side > pictureSide)
    throw new PictureTooLarge(
      `a picture has at most ${pictureSide} pixels on a side; this one would have ${Math.round(scale * side)}`,
    )
  const pixels = width(bounds) * height(bounds) * scale ** 2
  if (pixels > picturePixels)
    throw new PictureTooLarge(
      `a picture has at most ${picturePixels} pixels; this one would have ${Math.round(pixels)}`,
    )
  return scale
}

/** Points of a page a pixel: 96 pixels are an inch, and so are 72 points. */
const POINTS_PER_PIXEL = 0.75
/** A page is no longer than this, points (ISO 32000-1, annex C). */
const LONGEST_PAGE = 14_400

/** Points of a page a scene unit. @throws {PictureTooLarge} */
export function scaleOfPage(picture: Picture, asked: Asked): number {
  const { bounds } = picture
  const side = Math.max(width(bounds), height(bounds))
  const scale = askedScale(bounds, asked)
  if (scale === undefined) return Math.min(POINTS_PER_PIXEL, LONGEST_PAGE / side)
  if (scale * side * POINTS_PER_PIXEL > LONGEST_PAGE)
    throw new PictureTooLarge(`a page has at most ${LONGEST_PAGE / POINTS_PER_PIXEL} pixels on a side`)
  return scale * POINTS_PER_PIXEL
}
