import type { FindBitmap } from '#board/render/canvas.ts'
import { paintedSide, type ImageItem } from '#board/render/display-item.ts'

/** Decoded pictures on one thread, each about as large as it is painted; what was painted longest ago goes when there are too many. */
export interface Bitmaps {
  /** Hot path. For painting at `scale` device pixels per scene unit; what is missing, or too coarse, is asked for. */
  at(scale: number): FindBitmap
  /** Takes over a bitmap that was asked for. `side`: what its longer side was to be at most. */
  put(file: string, side: number, bitmap: ImageBitmap): void
  /** It may be asked for again. */
  forget(file: string): void
  /** Pixels that are kept. */
  readonly size: number
  dispose(): void
}

/** A picture is decoded at one of these sizes, its longer side in pixels: it is never shrunk by more than half when it is painted. */
const SIDES = [256, 512, 1_024, 2_048, 4_096, 8_192, 32_768] as const
/** At four bytes each. The pictures of a full screen, whatever lies on what, take a small part of it. */
const MOST_PIXELS = 64_000_000

interface Entry {
  readonly bitmap: ImageBitmap
  /** Up to this, it is as sharp as can be. */
  readonly side: number
}

/** `want`: begins to get one; what can't be had is wanted no more until it is forgotten. */
export function createBitmaps(want: (file: string, side: number) => void, mostPixels: number = MOST_PIXELS): Bitmaps {
  /** Least recently painted first. */
  const entries = new Map<string, Entry>()
  const asked = new Map<string, number>()
  let pixels = 0

  function drop(file: string): void {
    const entry = entries.get(file)
    if (!entry) return
    pixels -= entry.bitmap.width * entry.bitmap.height
    entry.bitmap.close()
    entries.delete(file)
  }

  function find(item: ImageItem, scale: number): ImageBitmap | undefined {
    const { file } = item
    const side = sideFor(item, scale)
    const entry = entries.get(file)
    if (entry) {
      entries.delete(file)
      entries.set(file, entry)
    }
    if ((entry?.side ?? 0) < side && (asked.get(file) ?? 0) < side) {
      asked.set(file, side)
      want(file, side)
    }
    return entry?.bitmap
  }

  return {
    at: (scale) => (item) => find(item, scale),
    put(file, side, bitmap) {
      const isWhole = Math.max(bitmap.width, bitmap.height) < side
      if ((entries.get(file)?.side ?? 0) > side) {
        bitmap.close()
        return
      }
      drop(file)
      entries.set(file, { bitmap, side: isWhole ? Infinity : side })
      pixels += bitmap.width * bitmap.height
      for (const other of entries.keys()) {
        if (pixels <= mostPixels || other === file) break
        drop(other)
        asked.delete(other)
      }
    },
    forget: (file) => void asked.delete(file),
    get size() {
      return pixels
    },
    dispose() {
      for (const file of entries.keys()) drop(file)
      asked.clear()
    },
  }
}

/** The least of the sides that is no smaller than what is painted. */
function sideFor(item: ImageItem, scale: number): number {
  const painted = paintedSide(item, scale)
  return SIDES.find((side) => side >= painted) ?? SIDES[SIDES.length - 1]!
}
