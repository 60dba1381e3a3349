import { createHash } from 'node:crypto'
import { loadImage } from '@napi-rs/canvas'
import type { FindBitmap } from '#board/render/canvas.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { StoredFile } from '../storage/files.ts'

/** As many as there is room for; the others are shown as sheets. */
export async function bitmapsOf(files: readonly StoredFile[]): Promise<FindBitmap> {
  const images = new Map<string, object>()
  let pixels = 0
  for (const { hash, bytes, width, height } of files) {
    pixels += width * height
    if (pixels > SERVER_LIMITS.pictureFilePixels) break
    images.set(hash, await loadImage(bytes))
  }
  return ({ file }) => images.get(file)
}

const DATA = /^data:([^,;]*)((?:;[^,;]*)*),/i

/** The file in an address (RFC 2397); `undefined` where that is no picture that can be drawn here. */
export async function pictureFile(address: string): Promise<StoredFile | undefined> {
  const [head, type = '', parameters = ''] = DATA.exec(address) ?? []
  if (head === undefined) return undefined
  const data = address.slice(head.length)
  try {
    const bytes = /;base64$/i.test(parameters) ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data))
    const { width, height } = await loadImage(bytes)
    return { hash: createHash('sha256').update(bytes).digest('hex'), type, width, height, bytes }
  } catch {
    return undefined
  }
}
