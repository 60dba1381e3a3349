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
  direction: string
}

/** A decoded picture that the platform's own context can draw. */
export type Bitmap = object

/** The bitmap of a picture, as large as it is drawn; `undefined` while it is not there. */
export type FindBitmap = (item: ImageItem) => Bitmap | undefined

const NO_BITMAPS: FindBitmap = () => undefined

/** Paints display items, bottom to top, in the context's current transform (scene units). */
export function paintItems(
  context: PaintContext,
  items: readonly DisplayItem[],
  theme: Theme,
  find = NO_BITMAPS,
): void {
  createItemPainter(context, theme, find)(items)
  context.globalAlpha = 1
}

/** No dashes. One array for all: a context copies it. */
const WHOLE: number[] = []

/**
 * Hot path (tiles, live objects). Paints as {@link paintItems} does, as often as one likes, as long as nobody else changes the context:
 * it sets nothing that it has set already, for that takes about as long as a short line.
 */
export function createItemPainter(
  context: PaintContext,
  theme: Theme,
  find = NO_BITMAPS,
): (items: readonly DisplayItem[]) => void {
  let alpha = Number.NaN
  let strokeColor = ''
  let fillColor = ''
  let lineWidth = Number.NaN
  let isRound = false
  let isDashed = true

  function setAlpha(next: number): void {
    if (next !== alpha) context.globalAlpha = alpha = next
  }

  function setStroke({ color, width, dash }: NonNullable<PathItem['stroke']>): void {
    if (!isRound) {
      context.lineCap = 'round'
      context.lineJoin = 'round'
      isRound = true
    }
    if (color !== strokeColor) context.strokeStyle = resolveColor((strokeColor = color), theme)
    if (width !== lineWidth) context.lineWidth = lineWidth = width
    if (dash || isDashed) context.setLineDash(dash ? [...dash] : WHOLE)
    isDashed = dash !== undefined
  }

  function setFill(color: string): void {
    if (color !== fillColor) context.fillStyle = resolveColor((fillColor = color), theme)
  }

  function paintPath({ path, fill, stroke, opacity }: PathItem): void {
    setAlpha(opacity)
    context.beginPath()
    tracePath(context, path)
    if (fill !== undefined) {
      setFill(fill)
      context.fill()
    }
    if (stroke) {
      setStroke(stroke)
      context.stroke()
    }
  }

  function paintImage(item: ImageItem): void {
    const { matrix, outline, opacity } = item
    const bitmap = find(item)
    context.beginPath()
    tracePath(context, outline)
    setAlpha(bitmap === undefined ? opacity * SHEET.opacity : opacity)
    if (bitmap === undefined) {
      setFill(SHEET.color)
      context.fill()
      return
    }
    context.save()
    context.clip()
    context.transform(...matrix)
    context.drawImage(bitmap, 0, 0, 1, 1)
    context.restore()
  }

  return (items) => {
    for (const item of items) {
      if (item.type === 'path') paintPath(item)
      else if (item.type === 'text') paintText(context, item, theme)
      else if (item.type === 'image') paintImage(item)
      else paintClipped(context, item, theme, find)
    }
  }
}

function paintClipped(context: PaintContext, { path, items }: ClipItem, theme: Theme, find: FindBitmap): void {
  context.save()
  context.beginPath()
  tracePath(context, path)
  context.clip()
  paintItems(context, items, theme, find)
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
  for (const { text, x, baseline, rtl } of lines) {
    context.direction = rtl ? 'rtl' : 'ltr'
    context.fillText(text, x, baseline)
  }
  context.restore()
}
