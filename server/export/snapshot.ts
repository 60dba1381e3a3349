import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Image, SKRSContext2D } from '@napi-rs/canvas'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { DEFAULT_BACKGROUND } from '#board/document/meta.ts'
import { LOAD_ORIGIN } from '#board/document/origin.ts'
import { height, width } from '#board/geometry/box.ts'
import { paintItems } from '#board/render/canvas.ts'
import type { PaintContext } from '#board/render/canvas.ts'
import { imagesIn } from '#board/render/display-item.ts'
import { cssFont } from '#board/render/fonts.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { pictureOf } from '#board/render/picture.ts'
import type { Picture } from '#board/render/picture.ts'
import { svgOf } from '#board/render/svg.ts'
import { CANVAS_COLOR, resolveColor } from '#board/render/theme.ts'
import type { Theme } from '#board/render/theme.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { StoredFile } from '../storage/files.ts'
import type { Fonts } from './fonts.ts'

export type PictureFormat = 'png' | 'svg'

export interface PictureOptions {
  readonly format: PictureFormat
  readonly theme: Theme
  /** A document's colour or `none`; without it the board's own. */
  readonly background: string | undefined
  /** Around the drawing, scene units. */
  readonly padding: number | undefined
  /** Pixels of a PNG: its width, or how many for each scene unit. Without either it is natural size, or what fits. */
  readonly width: number | undefined
  readonly scale: number | undefined
}

/** Those of a board's files that there are, and that there is room for. */
export type ReadFiles = (hashes: readonly string[]) => Promise<readonly StoredFile[]>

/** A PNG that would have more pixels on a side than the server draws. */
export class PictureTooLarge extends Error {
  override readonly name = 'PictureTooLarge'
}

/**
 * A board's state → its picture, from the same display lists as on the screen.
 * @param state V1 update
 * @throws {PictureTooLarge}
 */
export async function snapshot(
  state: Uint8Array,
  options: PictureOptions,
  fonts: Fonts,
  read: ReadFiles,
): Promise<Uint8Array> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state, LOAD_ORIGIN)
  const board = createBoardDocument(doc)
  const picture = pictureOf(board.elements(), measureWith(fonts), options.padding)
  const background =
    options.background ?? (board.meta.background === DEFAULT_BACKGROUND ? undefined : board.meta.background)
  const { theme } = options
  const hashes = [...new Set(imagesIn(picture.items).map(({ file }) => file))]
  const files = hashes.length > 0 ? await read(hashes) : []
  if (options.format === 'png') return paint(picture, { ...options, background }, fonts, await decoded(files))
  const svgFonts = fonts.embedded(picture.items)
  return Buffer.from(
    svgOf(picture, {
      theme,
      fonts: svgFonts,
      files: addressesOf(files),
      ...(background === undefined ? {} : { background }),
    }),
  )
}

const addressesOf = (files: readonly StoredFile[]): ReadonlyMap<string, string> =>
  new Map(files.map(({ hash, type, bytes }) => [hash, `data:${type};base64,${Buffer.from(bytes).toString('base64')}`]))

/** As many as there is room for; the others are shown as sheets. */
async function decoded(files: readonly StoredFile[]): Promise<ReadonlyMap<string, Image>> {
  const images = new Map<string, Image>()
  let pixels = 0
  for (const { hash, bytes, width, height } of files) {
    pixels += width * height
    if (pixels > SERVER_LIMITS.pictureFilePixels) break
    images.set(hash, await loadImage(bytes))
  }
  return images
}

function paint(
  picture: Picture,
  options: PictureOptions,
  fonts: Fonts,
  images: ReadonlyMap<string, Image>,
): Uint8Array {
  const { bounds, items } = picture
  const { theme, background } = options
  const scale = scaleOf(width(bounds), height(bounds), options)
  const canvas = createCanvas(
    Math.max(1, Math.round(width(bounds) * scale)),
    Math.max(1, Math.round(height(bounds) * scale)),
  )
  const context = canvas.getContext('2d')
  if (background !== 'none') {
    context.fillStyle = background === undefined ? CANVAS_COLOR[theme] : resolveColor(background, theme)
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  context.scale(scale, scale)
  context.translate(-bounds.minX, -bounds.minY)
  paintItems(withFonts(context, fonts), items, theme, ({ file }) => images.get(file))
  return canvas.toBuffer('image/png')
}

/** Pixels a scene unit. What was asked for is drawn or refused; what wasn't is made to fit. */
function scaleOf(sceneWidth: number, sceneHeight: number, { width, scale }: PictureOptions): number {
  const side = Math.max(sceneWidth, sceneHeight)
  const asked = width === undefined ? scale : width / sceneWidth
  if (asked === undefined) return Math.min(1, SERVER_LIMITS.pictureNaturalSide / side)
  if (asked * side > SERVER_LIMITS.pictureSide) {
    throw new PictureTooLarge(
      `a picture has at most ${SERVER_LIMITS.pictureSide} pixels on a side; this one would have ${Math.round(asked * side)}`,
    )
  }
  return asked
}

/** The same context, in which a font family means the pieces that the text needs. */
function withFonts(context: SKRSContext2D, fonts: Fonts): PaintContext {
  const native = Object.getPrototypeOf(context) as object
  const nativeFillText = context.fillText.bind(context)
  let requested = context.font
  const fillText = (text: string, x: number, y: number): void => {
    Reflect.set(native, 'font', fonts.expand(requested, text), context)
    nativeFillText(text, x, y)
  }
  const setFont = (font: string): void => {
    requested = font
  }
  return Object.defineProperties(context, {
    font: { get: () => requested, set: setFont },
    fillText: { value: fillText },
  })
}

function measureWith(fonts: Fonts): MeasureText {
  const context = createCanvas(1, 1).getContext('2d')
  return (text, face, size) => {
    context.font = fonts.expand(cssFont(face, size), text)
    return context.measureText(text).width
  }
}
