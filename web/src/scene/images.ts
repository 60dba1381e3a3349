import type { FindBitmap } from '#board/render/canvas.ts'
import { createBitmaps } from './bitmaps.ts'

/** The pictures of a board's files, decoded when something shows them. */
export interface Images {
  /** For painting on this thread at `scale` device pixels per scene unit. */
  at(scale: number): FindBitmap
  /** The file itself; `undefined` when it can't be had now. */
  blobOf(file: string): Promise<Blob | undefined>
  /** For another thread: decoded, no larger than that. `undefined` when it can't be had now. Whoever gets it owns it. */
  load(file: string, side: number): Promise<ImageBitmap | undefined>
  /** Calls back when more of a file can be painted, or perhaps can be had, than before. */
  onArrival(listener: (file: string) => void): () => void
  dispose(): void
}

/** Where the bytes are. */
export interface ImageSource {
  /** `undefined`: not here, or not yet. */
  blobOf(file: string): Promise<Blob | undefined>
  /** Calls back when a file that could not be had may be there. */
  onArrival(listener: (file: string) => void): () => void
}

export const NO_IMAGES: Images = {
  at: () => () => undefined,
  blobOf: async () => undefined,
  load: async () => undefined,
  onArrival: () => () => {},
  dispose: () => {},
}

export function createImages(source: ImageSource): Images {
  const listeners = new Set<(file: string) => void>()
  const tell = (file: string) => listeners.forEach((listener) => listener(file))
  const load: Images['load'] = async (file, side) => {
    const blob = await source.blobOf(file)
    return blob && decode(blob, side)
  }
  const bitmaps = createBitmaps((file, side) => void bring(file, side))
  async function bring(file: string, side: number): Promise<void> {
    const bitmap = await load(file, side)
    if (!bitmap) return
    bitmaps.put(file, side, bitmap)
    tell(file)
  }
  const stop = source.onArrival((file) => {
    bitmaps.forget(file)
    tell(file)
  })
  return {
    at: (scale) => bitmaps.at(scale),
    blobOf: (file) => source.blobOf(file),
    load,
    onArrival(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      stop()
      listeners.clear()
      bitmaps.dispose()
    },
  }
}

/** A file that can't be decoded is one that isn't there. */
async function decode(blob: Blob, side: number): Promise<ImageBitmap | undefined> {
  try {
    const whole = await createImageBitmap(blob)
    const longest = Math.max(whole.width, whole.height)
    if (longest <= side) return whole
    const resizeWidth = Math.max(1, Math.round((whole.width * side) / longest))
    const resizeHeight = Math.max(1, Math.round((whole.height * side) / longest))
    const small = await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: 'high' })
    whole.close()
    return small
  } catch {
    return undefined
  }
}
