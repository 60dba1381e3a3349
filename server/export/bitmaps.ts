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
