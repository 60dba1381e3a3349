import { orientationOf } from './exif.ts'
import { FileReader, hasAt, type ImageFormat } from './image-format.ts'

const KEPT: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** In the flags of `VP8X`: EXIF and XMP follow. */
const METADATA = 0x08 | 0x04
const HEADER = 12

/** The size that a chunk claims, where it claims one. */
function sizeIn(file: FileReader, name: string, at: number): readonly [number, number] {
  if (name === 'VP8X') return [file.u24(at + 4) + 1, file.u24(at + 7) + 1]
  if (name === 'ANMF') return [2 * file.u24(at) + file.u24(at + 6) + 1, 2 * file.u24(at + 3) + file.u24(at + 9) + 1]
  if (name === 'VP8 ') return [file.u16(at + 6, true) & 0x3fff, file.u16(at + 8, true) & 0x3fff]
  if (name !== 'VP8L') return [0, 0]
  const bits = file.u32(at + 1, true)
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
}

/** A frame's own picture is a chunk within it, which may claim more than the frame does. */
function frameSize(file: FileReader, at: number, end: number): readonly [number, number] {
  let [width, height] = sizeIn(file, 'ANMF', at)
  for (let inner = at + 16; inner + 8 <= end;) {
    const length = file.u32(inner + 4, true)
    const [w, h] = sizeIn(file, nameAt(file, inner), inner + 8)
    ;[width, height] = [Math.max(width, w), Math.max(height, h)]
    inner += 8 + length + (length % 2)
  }
  return [width, height]
}

const nameAt = (file: FileReader, at: number): string => String.fromCharCode(...file.slice(at, at + 4))

/** `VP8X` without the flags of what isn't kept. */
function plainFlags(chunk: Uint8Array): Uint8Array {
  const plain = chunk.slice()
  plain[8] = (plain[8] ?? 0) & ~METADATA
  return plain
}

function headerFor(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 4)
  const header = new Uint8Array(HEADER)
  header.set(Array.from('RIFF', (letter) => letter.charCodeAt(0)))
  new DataView(header.buffer).setUint32(4, length, true)
  header.set(
    Array.from('WEBP', (letter) => letter.charCodeAt(0)),
    8,
  )
  return header
}

/** https://developers.google.com/speed/webp/docs/riff_container */
export const webp: ImageFormat = {
  type: 'image/webp',
  is: (bytes) => hasAt(bytes, 0, 'RIFF') && hasAt(bytes, 8, 'WEBP'),

  read(bytes) {
    const file = new FileReader(bytes, 'WebP')
    const end = file.need(8, file.u32(4, true)) + file.u32(4, true)
    const parts: Uint8Array[] = []
    let [width, height, orientation] = [0, 0, 1]
    for (let at = HEADER; at + 8 <= end;) {
      const name = nameAt(file, at)
      const length = file.u32(at + 4, true)
      const data = at + 8
      const next = data + length + (length % 2)
      const [w, h] = name === 'ANMF' ? frameSize(file, data, data + length) : sizeIn(file, name, data)
      ;[width, height] = [Math.max(width, w), Math.max(height, h)]
      if (name === 'EXIF') orientation = orientationOf(file.slice(data, data + length))
      const chunk = KEPT.has(name) ? file.slice(at, next) : undefined
      if (chunk) parts.push(name === 'VP8X' ? plainFlags(chunk) : chunk)
      at = next
    }
    if (width === 0) file.fail('holds no picture')
    return { width, height, orientation, parts: [headerFor(parts), ...parts] }
  },
}
