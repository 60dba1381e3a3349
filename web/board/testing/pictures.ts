/** Small files of pictures, made by hand: what is in them is known byte by byte. */

const bytesOf = (...pieces: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    pieces.flatMap((piece) =>
      typeof piece === 'string' ? Array.from(piece, (letter) => letter.charCodeAt(0)) : Array.from(piece),
    ),
  )

/** A GIF of one pixel. */
export const TINY_GIF = bytesOf(
  'GIF89a',
  [1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0],
  [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0],
  [0x3b],
)

/** A PNG of one pixel. */
export const TINY_PNG = bytesOf(
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89],
  [0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4],
  [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
)

/** The GIF with a comment in it and something behind it. */
export const TALKING_GIF = bytesOf(
  TINY_GIF.subarray(0, 19),
  [0x21, 0xfe, 6],
  'secret',
  [0],
  TINY_GIF.subarray(19),
  'more secrets',
)

/** An EXIF block that says only how the picture is turned. */
const tiff = (orientation: number): Uint8Array =>
  bytesOf('MM', [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0])

/** A JPEG file with EXIF, a comment, and something behind its end. */
export function withJpegMetadata(jpeg: Uint8Array, orientation = 6): Uint8Array {
  const exif = bytesOf('Exif\0\0', tiff(orientation))
  const comment = bytesOf('taken at home')
  return bytesOf(
    jpeg.subarray(0, 2),
    [0xff, 0xe1, 0, exif.length + 2],
    exif,
    [0xff, 0xfe, 0, comment.length + 2],
    comment,
    jpeg.subarray(2),
    'a film of the same moment',
  )
}

/** A PNG file with a comment and a time before its end, and something behind it. */
export function withPngMetadata(png: Uint8Array): Uint8Array {
  const chunk = (name: string, data: string): Uint8Array => bytesOf([0, 0, 0, data.length], name, data, [0, 0, 0, 0])
  const end = png.length - 12
  return bytesOf(png.subarray(0, end), chunk('tEXt', 'Author\0me'), chunk('tIME', '1234567'), png.subarray(end), 'more')
}

/** A WebP file in the extended form, with EXIF behind its picture, that claims a size. */
export function withWebpMetadata(webp: Uint8Array, width: number, height: number): Uint8Array {
  const exif = tiff(3)
  const file = bytesOf(webp, 'EXIF', [exif.length, 0, 0, 0], exif)
  const view = new DataView(file.buffer)
  view.setUint32(4, file.length - 8, true)
  view.setUint8(20, view.getUint8(20) | 0x08)
  view.setUint16(24, width - 1, true)
  view.setUint16(27, height - 1, true)
  return file
}
