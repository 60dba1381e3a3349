import { createHash } from 'node:crypto'
import { loadImage } from '@napi-rs/canvas'
import type { FindBitmap } from '#board/render/canvas.ts'
import { bytesAt } from '../files/data-address.ts'
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

/** The file in an address (RFC 2397); `undefined` where that is no picture that can be drawn here. */
export async function pictureFile(address: string): Promise<StoredFile | undefined> {
  const found = bytesAt(address)
  if (found === undefined) return undefined
  const { type, bytes } = found
  try {
    const { width, height } = await loadImage(Buffer.from(bytes))
    return { hash: createHash('sha256').update(bytes).digest('hex'), type, width, height, bytes }
  } catch {
    return undefined
  }
}
