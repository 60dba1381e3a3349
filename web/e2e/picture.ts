import { createCanvas, loadImage } from '@napi-rs/canvas'

/** Decoded pixels. `at` answers `[red, green, blue]`. */
export interface Picture {
  readonly width: number
  readonly height: number
  at(x: number, y: number): readonly [number, number, number]
  /** Box around all pixels that differ from the paper by more than `threshold`, or null. */
  inkBox(threshold?: number): { left: number; top: number; right: number; bottom: number } | null
  /** How many pixels of a region differ from the paper. */
  inkIn(x: number, y: number, width: number, height: number, threshold?: number): number
}

const THRESHOLD = 48

export async function pictureOf(png: Uint8Array): Promise<Picture> {
  const image = await loadImage(Buffer.from(png))
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
  const at = (x: number, y: number) => {
    const i = (Math.round(y) * width + Math.round(x)) * 4
    return [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0] as const
  }
  const paper = mostCommon(width, height, at)
  const isInk = (x: number, y: number, threshold: number) =>
    at(x, y).some((value, channel) => Math.abs(value - (paper[channel] ?? 0)) > threshold)
  return {
    width,
    height,
    at,
    inkBox(threshold = THRESHOLD) {
      const box = { left: width, top: height, right: -1, bottom: -1 }
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          if (isInk(x, y, threshold)) {
            box.left = Math.min(box.left, x)
            box.right = Math.max(box.right, x)
            box.top = Math.min(box.top, y)
            box.bottom = Math.max(box.bottom, y)
          }
      return box.right < 0 ? null : box
    },
    inkIn(x, y, w, h, threshold = THRESHOLD) {
      let count = 0
      for (let j = y; j < y + h; j++) for (let i = x; i < x + w; i++) if (isInk(i, j, threshold)) count++
      return count
    },
  }
}

type Colour = readonly [number, number, number]

/** The colour of most pixels, looked for at every seventh: the paper. */
function mostCommon(width: number, height: number, at: (x: number, y: number) => Colour): Colour {
  const counts = new Map<string, { colour: Colour; count: number }>()
  for (let y = 3; y < height; y += 7)
    for (let x = 3; x < width; x += 7) {
      const colour = at(x, y)
      const known = counts.get(colour.join()) ?? { colour, count: 0 }
      counts.set(colour.join(), { colour, count: known.count + 1 })
    }
  return [...counts.values()].reduce((most, one) => (one.count > most.count ? one : most)).colour
}
