import type { Element } from '#board/document/element.ts'
import { DEFAULT_BACKGROUND } from '#board/document/meta.ts'
import { height, width } from '#board/geometry/box.ts'
import { paintItems, type FindBitmap } from '#board/render/canvas.ts'
import { imagesIn, paintedSide, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { type Picture, pictureOf, pixelsOf } from '#board/render/picture.ts'
import { svgOf } from '#board/render/svg.ts'
import { sheetColor, type Theme } from '#board/render/theme.ts'
import { NO_IMAGES, type Images } from '../scene/images.ts'
import { embeddedFonts } from './embedded-fonts.ts'
import { fetchFonts } from './fetch-fonts.ts'

/** Unless somebody asks for another. */
const SCALE = 2
/** Every current browser holds a canvas of this many pixels, and of this many to a side. */
const MOST_PIXELS = 64_000_000
const LONGEST_SIDE = 8_192

/** What of a board a snapshot is made from. */
export interface SnapshotSource {
  /** In any order. */
  readonly elements: () => Iterable<Element>
  /** The board's own, as documents name it; missing: that of the theme. */
  readonly background?: string
  /** Of the board; a picture that can, says it. */
  readonly title?: string
  readonly measure: MeasureText
  readonly images?: Images
}

/** What of it is shown, and how. */
export interface SnapshotChoice {
  readonly theme: Theme
  /** What is in this frame; all of the board without it. */
  readonly within?: string | undefined
  /** Nothing but these elements. */
  readonly only?: ReadonlySet<string> | undefined
  /** Around the drawing, scene units. */
  readonly margin?: number | undefined
  /** Without the board's background. */
  readonly transparent?: boolean
  /** Pixels per scene unit, unless that would be more pixels than browsers can hold. */
  readonly scale?: number
}

/** How somebody waits for a picture that takes a while. */
export interface Waiting {
  /** Is told how much is done, 0 to 1. */
  readonly onProgress?: (share: number) => void
  /** Nobody wants it any more: what makes the picture rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** That part of the board, as display lists. */
export const pictureFrom = ({ elements, measure }: SnapshotSource, { within, only, margin }: SnapshotChoice): Picture =>
  pictureOf(elements(), measure, { within, only, margin })

/** The same when the letters of its words are there: what was laid out before they came is laid out again. */
async function withLetters(source: SnapshotSource, choice: SnapshotChoice): Promise<Picture> {
  const picture = pictureFrom(source, choice)
  return (await fetchFonts(picture.items)) ? pictureFrom(source, choice) : picture
}

/** The colour under the drawing, as documents name it; the theme's own canvas where it is undefined. */
export function backgroundOf({ background }: SnapshotSource, { transparent }: SnapshotChoice): string | undefined {
  if (transparent) return 'none'
  return background === DEFAULT_BACKGROUND ? undefined : background
}

/** How large a picture becomes, pixels, and how many those are per scene unit. */
export function sizeOf({ bounds }: Picture, asked = SCALE) {
  const [wide, high] = [width(bounds), height(bounds)]
  const scale = Math.min(asked, LONGEST_SIDE / Math.max(wide, high), Math.sqrt(MOST_PIXELS / (wide * high)))
  return { scale, ...pixelsOf(bounds, scale) }
}

/** So many items are painted before the page gets its turn. */
const AT_ONCE = 400

/** The board now, or a part of it, as a PNG, drawn from the same display lists as the screen. */
export async function pngSnapshot(
  source: SnapshotSource,
  choice: SnapshotChoice,
  waiting: Waiting = {},
): Promise<Blob> {
  const { theme } = choice
  const picture = await withLetters(source, choice)
  waiting.signal?.throwIfAborted()
  const { scale, ...size } = sizeOf(picture, choice.scale)
  const canvas = Object.assign(document.createElement('canvas'), size)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no 2D canvas')
  const background = backgroundOf(source, choice)
  if (background !== 'none') {
    context.fillStyle = sheetColor(background, theme)
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  context.setTransform(scale, 0, 0, scale, -picture.bounds.minX * scale, -picture.bounds.minY * scale)
  const bitmaps = await bitmapsOf(picture.items, scale, source)
  const { items } = picture
  for (let at = 0; at < items.length; at += AT_ONCE) {
    if (at > 0) await turn(waiting, at / items.length)
    paintItems(context, items.slice(at, at + AT_ONCE), theme, bitmaps)
  }
  return await new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large for this browser'))),
      'image/png',
    ),
  )
}

/** The page gets its turn. */
async function turn({ onProgress, signal }: Waiting, share: number): Promise<void> {
  onProgress?.(share)
  await new Promise((resolve) => setTimeout(resolve))
  signal?.throwIfAborted()
}

/** The board now, or a part of it, as an SVG document that carries the fonts of its texts. */
export async function svgSnapshot(source: SnapshotSource, choice: SnapshotChoice): Promise<Blob> {
  const { theme } = choice
  const picture = await withLetters(source, choice)
  const fonts = await embeddedFonts(picture.items)
  const files = await addressesOf(picture.items, source)
  const background = backgroundOf(source, choice)
  const { title = '' } = source
  const options = {
    theme,
    title,
    fonts,
    files,
    origin: location.origin,
    ...(background !== undefined && { background }),
  }
  return new Blob([svgOf(picture, options)], { type: 'image/svg+xml' })
}

/** Every picture that is to be had, decoded as large as it is painted. */
export async function bitmapsOf(
  items: readonly DisplayItem[],
  scale: number,
  { images = NO_IMAGES }: SnapshotSource,
): Promise<FindBitmap> {
  const sides = new Map<string, number>()
  for (const item of imagesIn(items))
    sides.set(item.file, Math.max(sides.get(item.file) ?? 1, Math.ceil(paintedSide(item, scale))))
  const bitmaps = new Map<string, ImageBitmap>()
  for (const [file, side] of sides) {
    const bitmap = await images.load(file, side)
    if (bitmap) bitmaps.set(file, bitmap)
  }
  return ({ file }) => bitmaps.get(file)
}

/** Every picture that is to be had, as an address that holds all of it. */
async function addressesOf(
  items: readonly DisplayItem[],
  { images = NO_IMAGES }: SnapshotSource,
): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>()
  for (const file of new Set(imagesIn(items).map((item) => item.file))) {
    const blob = await images.blobOf(file)
    if (blob) addresses.set(file, await dataUrl(blob))
  }
  return addresses
}

export const dataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the picture can not be read')))
    reader.readAsDataURL(blob)
  })
