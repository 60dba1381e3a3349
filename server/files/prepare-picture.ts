import { createHash } from 'node:crypto'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { readImage } from '#board/files/image-file.ts'
import { ImageFileError } from '#board/files/image-format.ts'
import { LIMITS } from '#board/limits.ts'
import { bytesAt } from './data-address.ts'
import type { StoredFile } from '../storage/files.ts'

/** WebP, 0 to 100. */
const QUALITY = 90

/**
 * A picture out of a file as boards keep them, as a browser would make it: freed of what isn't the picture where it can stay as it is, else drawn anew.
 * @param address with the data in it (RFC 2397)
 * @returns `undefined` for what is no picture, or not one that can be drawn here: drawings (SVG) are `svgPicture`'s
 */
export async function preparePicture(address: string, maxPixels: number): Promise<StoredFile | undefined> {
  const given = bytesAt(address)
  try {
    const read = given && readImage(given.bytes)
    if (!read || read.width * read.height > maxPixels) return undefined
    const isKept =
      read.orientation === 1 &&
      Math.max(read.width, read.height) <= LIMITS.imageKeptSide &&
      read.bytes.length <= LIMITS.imageKeptBytes
    return storedOf(isKept ? read.bytes : await drawnAnew(given.bytes))
  } catch (error) {
    if (error instanceof ImageFileError || error instanceof PictureUnreadable) return undefined
    throw error
  }
}

class PictureUnreadable extends Error {}

/** What is drawn turns as its metadata says. */
async function drawnAnew(whole: Uint8Array): Promise<Uint8Array> {
  const image = await loadImage(Buffer.from(whole)).catch(() => {
    throw new PictureUnreadable()
  })
  const scale = Math.min(1, LIMITS.imageKeptSide / Math.max(image.width, image.height))
  const canvas = createCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  )
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  const drawn = canvas.toBuffer('image/webp', QUALITY)
  if (drawn.length > LIMITS.imageKeptBytes) throw new PictureUnreadable()
  return readImage(drawn).bytes
}

/** @throws {ImageFileError} for what is no picture */
export function storedOf(bytes: Uint8Array): StoredFile {
  const { type, width, height } = readImage(bytes)
  return { hash: createHash('sha256').update(bytes).digest('hex'), type, width, height, bytes }
}
