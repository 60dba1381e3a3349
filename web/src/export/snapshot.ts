import type { BoardDocument } from '#board/document/board-document.ts'
import { height, width } from '#board/geometry/box.ts'
import { paintItems } from '#board/render/canvas.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { type Picture, pictureOf } from '#board/render/picture.ts'
import { svgOf } from '#board/render/svg.ts'
import { CANVAS_COLOR, type Theme } from '#board/render/theme.ts'
import { embeddedFonts } from './embedded-fonts.ts'

/** Pixels per scene unit, unless that would be more pixels than browsers can hold. */
const SCALE = 2
/** Every current browser holds a canvas of this many pixels, and of this many to a side. */
const MOST_PIXELS = 64_000_000
const LONGEST_SIDE = 8_192

/** What of a board a snapshot is made from. */
export interface SnapshotSource {
  readonly document: Pick<BoardDocument, 'elements'>
  readonly measure: MeasureText
}

const pictureFrom = ({ document, measure }: SnapshotSource): Picture => pictureOf(document.elements(), measure)

/** The board now, as a PNG with its background, drawn from the same display lists as the screen. */
export async function pngSnapshot(source: SnapshotSource, theme: Theme): Promise<Blob> {
  const picture = pictureFrom(source)
  const [wide, high] = [width(picture.bounds), height(picture.bounds)]
  const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(wide, high), Math.sqrt(MOST_PIXELS / (wide * high)))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.ceil(wide * scale))
  canvas.height = Math.max(1, Math.ceil(high * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no 2D canvas')
  context.fillStyle = CANVAS_COLOR[theme]
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.setTransform(scale, 0, 0, scale, -picture.bounds.minX * scale, -picture.bounds.minY * scale)
  paintItems(context, picture.items, theme)
  return await new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large for this browser'))),
      'image/png',
    ),
  )
}

/** The board now, as an SVG document that carries the fonts of its texts. */
export async function svgSnapshot(source: SnapshotSource, theme: Theme): Promise<Blob> {
  const picture = pictureFrom(source)
  const fonts = await embeddedFonts(picture.items)
  return new Blob([svgOf(picture, { theme, fonts, origin: location.origin })], { type: 'image/svg+xml' })
}
