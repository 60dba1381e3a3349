import { orientationOf } from './exif.ts'
import { FileReader, hasAt, type ImageFormat } from './image-format.ts'

const [START, END, SCAN] = [0xd8, 0xd9, 0xda]
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xdb, 0xdd, 0xdc, 0xdf])

/** Frame headers: they hold the size. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
/** Within a scan: a literal 0xff, or a point at which a reader can start anew. */
const isWithinScan = (marker: number): boolean => marker === 0 || (marker >= 0xd0 && marker <= 0xd7)

/** JFIF says how colours are meant, and so do a profile (ICC) and Adobe's segment. */
const isOfColors = (file: FileReader, marker: number, data: number): boolean =>
  (marker === 0xe0 && hasAt(file.bytes, data, 'JFIF\0')) ||
  (marker === 0xe2 && hasAt(file.bytes, data, 'ICC_PROFILE\0')) ||
  (marker === 0xee && hasAt(file.bytes, data, 'Adobe'))

/** Where the next marker after a scan's data begins. */
function afterScan(file: FileReader, from: number): number {
  for (let at = file.bytes.indexOf(0xff, from); at >= 0; at = file.bytes.indexOf(0xff, at + 1)) {
    const marker = file.u8(at + 1)
    if (marker !== 0xff && !isWithinScan(marker)) return at
  }
  return file.fail('ends too soon')
}

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B */
export const jpeg: ImageFormat = {
  type: 'image/jpeg',
  is: (bytes) => bytes[0] === 0xff && bytes[1] === START && bytes[2] === 0xff,

  read(bytes) {
    const file = new FileReader(bytes, 'JPEG')
    const parts = [file.slice(0, 2)]
    let [width, height, orientation, at] = [0, 0, 1, 2]
    for (;;) {
      if (file.u8(at) !== 0xff) file.fail('has a part that is not known')
      const marker = file.u8(at + 1)
      if (marker === 0xff) {
        // Fill bytes may stand before any marker.
        at += 1
        continue
      }
      if (marker === END) {
        parts.push(file.slice(at, at + 2))
        if (width === 0 || height === 0) file.fail('has no size')
        return { width, height, orientation, parts }
      }
      const data = at + 4
      const end = at + 2 + file.u16(at + 2)
      const segment = file.slice(at, end)
      if (isFrame(marker)) {
        height = Math.max(height, file.u16(data + 1))
        width = Math.max(width, file.u16(data + 3))
      }
      if (marker === 0xe1 && hasAt(bytes, data, 'Exif\0')) orientation = orientationOf(file.slice(data, end))
      if (isFrame(marker) || TABLES.has(marker) || isOfColors(file, marker, data)) parts.push(segment)
      at = end
      if (marker !== SCAN) continue
      at = afterScan(file, end)
      parts.push(file.slice(end - segment.length, at))
    }
  },
}
