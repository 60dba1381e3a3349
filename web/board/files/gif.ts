import { FileReader, hasAt, type ImageFormat } from './image-format.ts'

const EXTENSION = 0x21
const FRAME = 0x2c
const TRAILER = 0x3b
/** How a frame is shown. */
const GRAPHIC_CONTROL = 0xf9
const APPLICATION = 0xff
/** Whether an animation repeats. */
const LOOPS = '\x0bNETSCAPE2.0'

const colorTable = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

/** After sub-blocks that begin here. */
function afterBlocks(file: FileReader, from: number): number {
  let at = from
  for (let length = file.u8(at); length > 0; length = file.u8(at)) at = file.need(at + 1, length) + length
  return at + 1
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
export const gif: ImageFormat = {
  type: 'image/gif',
  is: (bytes) => hasAt(bytes, 0, 'GIF87a') || hasAt(bytes, 0, 'GIF89a'),

  read(bytes) {
    const file = new FileReader(bytes, 'GIF')
    let [width, height] = [file.u16(6, true), file.u16(8, true)]
    let at = 13 + colorTable(file.u8(10))
    const parts = [file.slice(0, at)]
    for (;;) {
      const block = file.u8(at)
      if (block === TRAILER) {
        parts.push(file.slice(at, at + 1))
        return { width, height, orientation: 1, parts }
      }
      if (block === FRAME) {
        width = Math.max(width, file.u16(at + 1, true) + file.u16(at + 5, true))
        height = Math.max(height, file.u16(at + 3, true) + file.u16(at + 7, true))
        const data = at + 10 + colorTable(file.u8(at + 9)) + 1
        const end = afterBlocks(file, data)
        parts.push(file.slice(at, end))
        at = end
      } else if (block === EXTENSION) {
        const label = file.u8(at + 1)
        const end = afterBlocks(file, at + 2)
        const isKept = label === GRAPHIC_CONTROL || (label === APPLICATION && hasAt(bytes, at + 2, LOOPS))
        if (isKept) parts.push(file.slice(at, end))
        at = end
      } else file.fail('has a part that is not known')
    }
  },
}
