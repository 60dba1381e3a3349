import { gif } from './gif.ts'
import { ImageFileError, type ImageFormat } from './image-format.ts'
import { jpeg } from './jpeg.ts'
import { png } from './png.ts'
import { webp } from './webp.ts'

/** Every format in which pictures are kept. To add one, add its line. Others are turned into one of these by the browser that adds them. */
const FORMATS: readonly ImageFormat[] = [png, jpeg, webp, gif]

/** A picture's file, as read by {@link readImage}. */
export interface ImageFile {
  readonly type: string
  /** Pixels, before it is turned. */
  readonly width: number
  readonly height: number
  /** EXIF, 1 to 8. */
  readonly orientation: number
  /** The file without metadata: what is stored, and what its hash is of. Reading these bytes again gives the same. */
  readonly bytes: Uint8Array
}

/**
 * What a file is, by its content alone, without decoding it. Both halves ask: the browser before it hashes and sends a picture, the server before it
 * takes one, so that what is stored is what its name says (docs/decisions/0014).
 * @throws {ImageFileError}
 */
export function readImage(bytes: Uint8Array): ImageFile {
  const format = FORMATS.find((format) => format.is(bytes))
  if (!format) throw new ImageFileError('unknown-format', 'this is not a PNG, JPEG, WebP or GIF file')
  const { parts, ...picture } = format.read(bytes)
  if (picture.width < 1 || picture.height < 1) throw new ImageFileError('damaged', 'the picture has no size')
  return { ...picture, type: format.type, bytes: concat(parts, bytes) }
}

/** The whole itself where nothing is left out. */
function concat(parts: readonly Uint8Array[], whole: Uint8Array): Uint8Array {
  if (isAllOf(parts, whole)) return whole
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Pieces of the whole are what they are; only what was written anew is compared with what it stands for. */
function isAllOf(parts: readonly Uint8Array[], whole: Uint8Array): boolean {
  let at = 0
  for (const part of parts) {
    const start = at
    at += part.length
    if (part.buffer === whole.buffer ? part.byteOffset !== whole.byteOffset + start : !isAt(whole, start, part))
      return false
  }
  return at === whole.length
}

const isAt = (whole: Uint8Array, start: number, part: Uint8Array): boolean =>
  part.every((byte, i) => byte === whole[start + i])
