import type { Element } from '#board/document/element.ts'
import { height, width } from '#board/geometry/box.ts'
import { paintItems, type FindBitmap } from '#board/render/canvas.ts'
import { imagesIn, paintedSide, type DisplayItem } from '#board/render/display-item.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { type Picture, pictureOf } from '#board/render/picture.ts'
import { svgOf } from '#board/render/svg.ts'
import { CANVAS_COLOR, type Theme } from '#board/render/theme.ts'
import { NO_IMAGES, type Images } from '../scene/images.ts'
import { embeddedFonts } from './embedded-fonts.ts'

/** Pixels per scene unit, unless that would be more pixels than browsers can hold. */
const SCALE = 2
/** Every current browser holds a canvas of this many pixels, and of this many to a side. */
const MOST_PIXELS = 64_000_000
const LONGEST_SIDE = 8_192

/** What of a board a snapshot is made from. */
export interface SnapshotSource {
  /** In any order. */
  readonly elements: () => Iterable<Element>
  readonly measure: MeasureText
  readonly images?: Images
}

/** All of the board, or what is in one frame. */
const pictureFrom = ({ elements, measure }: SnapshotSource, within: string | undefined): Picture =>
  pictureOf(elements(), measure, { within })

/** The board now, or one frame of it, as a PNG with its background, drawn from the same display lists as the screen. */
export async function pngSnapshot(source: SnapshotSource, theme: Theme, frame?: string): Promise<Blob> {
  const picture = pictureFrom(source, frame)
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
  paintItems(context, picture.items, theme, await bitmapsOf(picture.items, scale, source))
  return await new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large for this browser'))),
      'image/png',
    ),
  )
}

/** The board now, as an SVG document that carries the fonts of its texts. */
export async function svgSnapshot(source: SnapshotSource, theme: Theme, frame?: string): Promise<Blob> {
  const picture = pictureFrom(source, frame)
  const fonts = await embeddedFonts(picture.items)
  const files = await addressesOf(picture.items, source)
  return new Blob([svgOf(picture, { theme, fonts, files, origin: location.origin })], { type: 'image/svg+xml' })
}

/** Every picture that is to be had, decoded as large as it is painted. */
async function bitmapsOf(
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

const dataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the picture can not be read')))
    reader.readAsDataURL(blob)
  })
