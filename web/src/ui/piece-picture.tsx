import { useEffect, useRef } from 'preact/hooks'
import { height, width } from '#board/geometry/box.ts'
import { paintItems, type FindBitmap } from '#board/render/canvas.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Theme } from '#board/render/theme.ts'
import { pictureOfPiece, type Piece } from '../library/piece.ts'

interface PicturePiece {
  readonly piece: Pick<Piece, 'elements'>
  readonly measure: MeasureText
  readonly theme: Theme
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** The pictures in it; missing: sheets. */
  readonly bitmaps?: FindBitmap | undefined
}

/** A piece among others, CSS pixels. */
export const THUMBNAIL = { width: 168, height: 112 } as const

/** CSS pixels. */
const MARGIN = 8

/** What a piece looks like, for those who see it. */
export function PiecePicture(parts: PicturePiece) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { piece, measure, theme, bitmaps } = parts
  useEffect(() => {
    const paint = () => canvas.current && paintPiece(canvas.current, parts)
    paint()
    // Painting is what asks for the fonts.
    void document.fonts.ready.then(paint)
  }, [piece, measure, theme, bitmaps])
  return <canvas ref={canvas} class="piece-picture" aria-hidden="true" />
}

function paintPiece(canvas: HTMLCanvasElement, { piece, measure, theme, bitmaps, ...size }: PicturePiece): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const { bounds, items } = pictureOfPiece(piece, measure)
  canvas.width = size.width * devicePixelRatio
  canvas.height = size.height * devicePixelRatio
  const room = { x: size.width - 2 * MARGIN, y: size.height - 2 * MARGIN }
  const scale = Math.min(1, room.x / width(bounds), room.y / height(bounds))
  context.scale(devicePixelRatio, devicePixelRatio)
  context.translate(size.width / 2, size.height / 2)
  context.scale(scale, scale)
  context.translate(-(bounds.minX + bounds.maxX) / 2, -(bounds.minY + bounds.maxY) / 2)
  paintItems(context, items, theme, bitmaps)
}
