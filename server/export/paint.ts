import { createCanvas } from '@napi-rs/canvas'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { height, width } from '#board/geometry/box.ts'
import type { Box } from '#board/geometry/box.ts'
import { paintItems } from '#board/render/canvas.ts'
import { pixelsOf } from '#board/render/picture.ts'
import { sheetColor } from '#board/render/theme.ts'
import { bitmapsOf } from './bitmaps.ts'
import { withFonts } from './lettering.ts'
import type { PictureOptions } from './picture-options.ts'
import { scaleOfPixels } from './scale.ts'
import type { Sheet } from './snapshot.ts'

/** Of a WebP, 1 to 100: ink has edges, on which one sees less. */
const QUALITY = 92

/** As a picture of pixels. @throws {PictureTooLarge} */
export async function paint({ leaves: [{ picture }], options, fonts, files }: Sheet): Promise<Uint8Array> {
  const { bounds, items } = picture
  const scale = scaleOfPixels(picture, options)
  const size = pixelsOf(bounds, scale)
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  place(context, bounds, scale)
  paintSheet(context, bounds, options)
  paintItems(withFonts(context, fonts), items, options.theme, await bitmapsOf(files))
  return options.format === 'webp' ? canvas.toBuffer('image/webp', QUALITY) : canvas.toBuffer('image/png')
}

/** From here on the context takes scene units. */
export function place(context: SKRSContext2D, { minX, minY }: Box, scale: number): void {
  context.scale(scale, scale)
  context.translate(-minX, -minY)
}

/** What is under the drawing; nothing where it is transparent. */
export function paintSheet(
  context: SKRSContext2D,
  bounds: Box,
  { background, theme }: Pick<PictureOptions, 'background' | 'theme'>,
): void {
  if (background === 'none') return
  context.fillStyle = sheetColor(background, theme)
  // A little more: the picture's last pixel may be cut by its edge.
  context.fillRect(bounds.minX, bounds.minY, width(bounds) + 1, height(bounds) + 1)
}
