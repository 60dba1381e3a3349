import { digest } from 'lib0/hash/sha256'
import { readImage, type ImageFile } from '#board/files/image-file.ts'
import { ImageFileError } from '#board/files/image-format.ts'
import { LIMITS } from '#board/limits.ts'

/** A picture that is ready to be sent, and to be shown. */
export interface PreparedImage {
  /** SHA-256 of its file, hexadecimal. */
  readonly hash: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  /** Pixels. */
  readonly natural: readonly [width: number, height: number]
  /** How wide it means to be shown, scene units. */
  readonly width: number
}

/** Why a file can't be had as a picture, in words for people. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused'
}

/** Why a file was not taken, with its name; throws any error that is none of a file's. */
export function refusalOf(blob: Blob, error: unknown): string {
  if (!(error instanceof ImageRefused)) throw error
  return `${blob instanceof File && blob.name !== '' ? blob.name : 'A picture'}: ${error.message}`
}

/** A drawing of lines is made into pixels this much finer than it says. */
const SVG_FINENESS = 2
const SVG_LEAST_SIDE = 512
/** Tried in turn: the first that the browser can write and that is small enough. */
const FORMATS = [
  ['image/webp', 0.9],
  ['image/jpeg', 0.85],
] as const

/**
 * A file as a board keeps it: freed of what isn't the picture where it can stay as it is, else drawn anew: turned as it says, no larger than pictures are kept, and
 * whatever format the browser can show. SVG is always drawn: as an image it runs no script and loads nothing.
 * @throws {ImageRefused}
 */
export async function prepareImage(blob: Blob): Promise<PreparedImage> {
  if (blob.size > LIMITS.imageInputBytes) throw new ImageRefused('it is too large')
  const given = new Uint8Array(await blob.arrayBuffer())
  const kept = keptAsItIs(given)
  if (kept) return prepared(kept, 1)
  const { source, width, height, fineness } = await shown(blob)
  const scale = Math.min(1, LIMITS.imageKeptSide / Math.max(width, height))
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new ImageRefused('this browser can’t draw it')
  ctx.imageSmoothingQuality = 'high'
  ctx.drawImage(source, 0, 0, canvas.width, canvas.height)
  if (source instanceof ImageBitmap) source.close()
  return prepared(await encoded(canvas, fineness > 1), fineness * scale)
}

function prepared({ bytes, type, width, height }: ImageFile, fineness: number): PreparedImage {
  const hash = Array.from(digest(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const natural = [width, height] as const
  return { hash, bytes: new Uint8Array(bytes), type, natural, width: fineness > 1 ? width / fineness : width }
}

function keptAsItIs(bytes: Uint8Array): ImageFile | undefined {
  try {
    const file = readImage(bytes)
    const isSmall = Math.max(file.width, file.height) <= LIMITS.imageKeptSide
    return file.orientation === 1 && isSmall && file.bytes.length <= LIMITS.imageKeptBytes ? file : undefined
  } catch (error) {
    if (error instanceof ImageFileError) return undefined
    throw error
  }
}

interface Shown {
  readonly source: ImageBitmap | HTMLImageElement
  readonly width: number
  readonly height: number
  /** Pixels for one that the file speaks of. */
  readonly fineness: number
}

async function shown(blob: Blob): Promise<Shown> {
  if (blob.type.startsWith('image/svg')) return shownSvg(blob)
  try {
    const source = await createImageBitmap(blob)
    return { source, width: source.width, height: source.height, fineness: 1 }
  } catch {
    throw new ImageRefused('this browser can’t show it')
  }
}

async function shownSvg(blob: Blob): Promise<Shown> {
  const address = URL.createObjectURL(blob)
  const source = new Image()
  try {
    source.src = address
    await source.decode()
    const [w, h] = [source.naturalWidth || SVG_LEAST_SIDE, source.naturalHeight || SVG_LEAST_SIDE]
    const fineness = Math.max(SVG_FINENESS, SVG_LEAST_SIDE / Math.max(w, h))
    return { source, width: w * fineness, height: h * fineness, fineness }
  } catch {
    throw new ImageRefused('this browser can’t show it')
  } finally {
    URL.revokeObjectURL(address)
  }
}

async function encoded(canvas: OffscreenCanvas, isDrawing: boolean): Promise<ImageFile> {
  const formats = isDrawing ? ([['image/png', 1], ...FORMATS] as const) : FORMATS
  for (const [type, quality] of formats) {
    const blob = await canvas.convertToBlob({ type, quality })
    if (blob.type === type && blob.size <= LIMITS.imageKeptBytes)
      return readImage(new Uint8Array(await blob.arrayBuffer()))
  }
  throw new ImageRefused('it is too large')
}
