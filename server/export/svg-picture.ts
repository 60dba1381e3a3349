import { createCanvas } from '@napi-rs/canvas'
import { BadFile } from '#board/document/board-file.ts'
import { pictureOfNew } from '#board/document/picture-of-new.ts'
import { readImage } from '#board/files/image-file.ts'
import { readSvg, sizeOfSvg } from '#board/formats/svg/read.ts'
import { treeOf } from '#board/formats/svg/tree.ts'
import { boxAt } from '#board/geometry/box.ts'
import { LIMITS } from '#board/limits.ts'
import { paintItems } from '#board/render/canvas.ts'
import { bitmapsOf } from './bitmaps.ts'
import type { Fonts } from './fonts.ts'
import { withFonts } from './lettering.ts'
import { place } from './paint.ts'
import { bytesAt } from '../files/data-address.ts'
import { preparePicture, storedOf } from '../files/prepare-picture.ts'
import type { StoredFile } from '../storage/files.ts'

/** Pixels for one that the drawing speaks of, and on its longer side at least: as a browser makes them. */
const FINENESS = 2
const LEAST_SIDE = 512

export const isSvgAddress = (address: string): boolean => /^data:image\/svg/i.test(address)

/**
 * A drawing of lines as pixels: what our own reader understands of it, painted as elements are. So nothing in it runs, and nothing outside is asked for.
 * @param address with the drawing in it (RFC 2397)
 * @returns `undefined` for what is none, or has nothing to show
 */
export async function svgPicture(address: string, fonts: Fonts, maxPixels: number): Promise<StoredFile | undefined> {
  const given = bytesAt(address)
  if (given === undefined) return undefined
  try {
    return await painted(Buffer.from(given.bytes).toString('utf8'), fonts, maxPixels)
  } catch (error) {
    if (error instanceof BadFile) return undefined
    throw error
  }
}

async function painted(text: string, fonts: Fonts, maxPixels: number): Promise<StoredFile | undefined> {
  const { width, height } = sizeOfSvg(treeOf(text))
  const longest = Math.max(width, height)
  const scale = Math.min(LIMITS.imageKeptSide / longest, Math.max(FINENESS, LEAST_SIDE / longest))
  const [wide, high] = [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number]
  if (wide * high > maxPixels) return undefined
  const { elements, pictures } = readSvg(text, fonts.measure)
  const files = new Map<string, StoredFile>()
  for (const [id, inner] of pictures) {
    const file = await preparePicture(inner, maxPixels)
    if (file) files.set(id, file)
  }
  const shown = elements.map((element) => Object.assign(element, shownIn(files.get(element.id))))
  const { items } = pictureOfNew(shown, fonts.measure, { viewport: boxAt(0, 0, width, height) })
  const canvas = createCanvas(wide, high)
  const context = canvas.getContext('2d')
  place(context, boxAt(0, 0, width, height), scale)
  paintItems(withFonts(context, fonts), items, 'light', await bitmapsOf([...files.values()]))
  const png = canvas.toBuffer('image/png')
  return png.length > LIMITS.imageKeptBytes ? undefined : storedOf(readImage(png).bytes)
}

const shownIn = (file: StoredFile | undefined) =>
  file && { file: file.hash, natural: [file.width, file.height] as const }
