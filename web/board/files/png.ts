import { crc32 } from './crc32.ts'
import { orientationOf } from './exif.ts'
import { FileReader, hasAt, type ImageFormat } from './image-format.ts'

const SIGNATURE = '\x89PNG\r\n\x1a\n'

/** What the picture is made of, its colours and its animation. Comments, times, and chunks that nobody knows are not kept. */
const KEPT: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP pHYs bKGD hIST sPLT acTL fcTL fdAT'.split(' '),
)

/** Bit 5 of a chunk's first letter: lower case may be skipped, upper case must be understood. */
const isCritical = (name: string): boolean => /^[A-Z]/.test(name)

/** A chunk, if its checksum is right. */
function intact(file: FileReader, at: number, end: number): Uint8Array {
  if (crc32(file.slice(at + 4, end - 4)) !== file.u32(end - 4)) file.fail('is not what was written')
  return file.slice(at, end)
}

/** https://www.w3.org/TR/png-3/ */
export const png: ImageFormat = {
  type: 'image/png',
  is: (bytes) => hasAt(bytes, 0, SIGNATURE),

  read(bytes) {
    const file = new FileReader(bytes, 'PNG')
    const parts = [file.slice(0, 8)]
    let [width, height, orientation, at] = [0, 0, 1, 8]
    for (;;) {
      const length = file.u32(at)
      const name = String.fromCharCode(...file.slice(at + 4, at + 8))
      const end = at + 12 + length
      file.need(at, 12 + length)
      if (at === 8 && name !== 'IHDR') file.fail('does not begin with its size')
      if (name === 'IHDR') [width, height] = [file.u32(at + 8), file.u32(at + 12)]
      if (name === 'eXIf') orientation = orientationOf(file.slice(at + 8, end - 4))
      if (KEPT.has(name)) parts.push(intact(file, at, end))
      else if (isCritical(name)) file.fail('has a part that is not known')
      if (name === 'IEND') return { width, height, orientation, parts }
      at = end
    }
  },
}
