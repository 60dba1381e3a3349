/** What a picture's file says of itself. */
export interface ImageParts {
  /** Pixels: the most that any part of the file claims, so that nobody makes room for less than is decoded. */
  readonly width: number
  readonly height: number
  /** The file without what is not the picture (where it was taken, by whom, what follows its end), in order. */
  readonly parts: readonly Uint8Array[]
  /** How EXIF says that the picture is to be turned, 1 to 8; 1 is as it is (Exif 2.32, tag 0x0112). */
  readonly orientation: number
}

/** One format of pictures, as bytes. To add one: a file with one of these, and one line in `image-file.ts`. */
export interface ImageFormat {
  /** As in `Content-Type`. */
  readonly type: string
  is(bytes: Uint8Array): boolean
  /** Walks the file from end to end; decodes nothing. @throws {ImageFileError} `damaged` */
  read(bytes: Uint8Array): ImageParts
}

export type ImageFileErrorCode = 'unknown-format' | 'damaged'

/** Bytes that are no picture. The message says why, in a few words. */
export class ImageFileError extends Error {
  readonly code: ImageFileErrorCode
  constructor(code: ImageFileErrorCode, message: string) {
    super(message)
    this.name = 'ImageFileError'
    this.code = code
  }
}

/** Does the file have these characters (Latin-1) at that place? */
export function hasAt(bytes: Uint8Array, offset: number, characters: string): boolean {
  for (let i = 0; i < characters.length; i++) if (bytes[offset + i] !== characters.charCodeAt(i)) return false
  return true
}

/** The bytes of a file, read in order; everything that reaches past its end is damage. */
export class FileReader {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly #name: string

  /** @param name of the format, for errors */
  constructor(bytes: Uint8Array, name: string) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#name = name
  }

  /** @throws {ImageFileError} */
  fail(why: string): never {
    throw new ImageFileError('damaged', `the ${this.#name} file ${why}`)
  }

  /** That many bytes are there. @throws {ImageFileError} */
  need(offset: number, length: number): number {
    return offset + length > this.bytes.length ? this.fail('ends too soon') : offset
  }

  u8(offset: number): number {
    return this.view.getUint8(this.need(offset, 1))
  }

  u16(offset: number, littleEndian = false): number {
    return this.view.getUint16(this.need(offset, 2), littleEndian)
  }

  u32(offset: number, littleEndian = false): number {
    return this.view.getUint32(this.need(offset, 4), littleEndian)
  }

  /** 24 bits, little endian. */
  u24(offset: number): number {
    return this.u16(offset, true) | (this.u8(offset + 2) << 16)
  }

  slice(from: number, to: number): Uint8Array {
    return this.bytes.subarray(this.need(from, to - from), to)
  }
}
