import { tracePath, type PathSink } from '../geometry/path.ts'
import { SHEET } from './display-item.ts'
import type { ClipItem, DisplayItem, ImageItem, PathItem, TextItem } from './display-item.ts'
import { cssFont } from './fonts.ts'
import { resolveColor, type Theme } from './theme.ts'

/** What painting needs of a 2D context. The browser's, OffscreenCanvas' and @napi-rs/canvas' all are one. */
export interface PaintContext extends PathSink {
  save(): void
  restore(): void
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void
  beginPath(): void
  fill(): void
  stroke(): void
  clip(): void
  drawImage(image: Bitmap, x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  setLineDash(segments: number[]): void
  // The platforms' contexts read wider types back than we ever write.
  fillStyle: unknown
  strokeStyle: unknown
  globalAlpha: number
  lineWidth: number
  lineCap: string
  lineJoin: string
  font: string
  textAlign: string
  textBaseline: string
}

/** A decoded picture that the platform's own context can draw. */
export type Bitmap = object

/** The bitmap of a picture, as large as it is drawn; `undefined` while it is not there. */
export type FindBitmap = (item: ImageItem) => Bitmap | undefined

const NO_BITMAPS: FindBitmap = () => undefined

/** Hot path (tiles, live objects): paints display items, bottom to top, in the context's current transform (scene units). */
export function paintItems(
  context: PaintContext,
  items: readonly DisplayItem[],
  theme: Theme,
  find = NO_BITMAPS,
): void {
  for (const item of items) {
    if (item.type === 'path') paintPath(context, item, theme)
    else if (item.type === 'text') paintText(context, item, theme)
    else if (item.type === 'image') paintImage(context, item, theme, find(item))
    else paintClipped(context, item, theme, find)
  }
  context.globalAlpha = 1
}

function paintClipped(context: PaintContext, { path, items }: ClipItem, theme: Theme, find: FindBitmap): void {
  context.save()
  context.beginPath()
  tracePath(context, path)
  context.clip()
  paintItems(context, items, theme, find)
  context.restore()
}

/** No dashes. One array for all: a context copies it. */
const WHOLE: number[] = []

function paintPath(context: PaintContext, { path, fill, stroke, opacity }: PathItem, theme: Theme): void {
  context.globalAlpha = opacity
  context.beginPath()
  tracePath(context, path)
  if (fill !== undefined) {
    context.fillStyle = resolveColor(fill, theme)
    context.fill()
  }
  if (stroke) {
    context.strokeStyle = resolveColor(stroke.color, theme)
    context.lineWidth = stroke.width
    context.lineCap = 'round'
    context.lineJoin = 'round'
    context.setLineDash(stroke.dash ? [...stroke.dash] : WHOLE)
    context.stroke()
  }
}

function paintImage(
  context: PaintContext,
  { matrix, outline, opacity }: ImageItem,
  theme: Theme,
  bitmap: Bitmap | undefined,
): void {
  context.beginPath()
  tracePath(context, outline)
  context.globalAlpha = bitmap === undefined ? opacity * SHEET.opacity : opacity
  if (bitmap === undefined) {
    context.fillStyle = resolveColor(SHEET.color, theme)
    context.fill()
    return
  }
  context.save()
  context.clip()
  context.transform(...matrix)
  context.drawImage(bitmap, 0, 0, 1, 1)
  context.restore()
}

function paintText(context: PaintContext, item: TextItem, theme: Theme): void {
  const { lines, size, color, opacity, matrix } = item
  context.save()
  context.transform(...matrix)
  context.globalAlpha = opacity
  context.fillStyle = resolveColor(color, theme)
  context.font = cssFont(item, size)
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  for (const { text, x, baseline } of lines) context.fillText(text, x, baseline)
  context.restore()
}
