/** The pixels of a canvas, or of a part of it, in device pixels. */
export function pixelsOf(
  canvas: HTMLCanvasElement,
  x = 0,
  y = 0,
  width = canvas.width,
  height = canvas.height,
): ImageData {
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
  const ctx = copy.getContext('2d', { willReadFrequently: true })
  if (!ctx) throw new Error('this browser gives no 2D context')
  ctx.drawImage(canvas, 0, 0)
  return ctx.getImageData(x, y, width, height)
}

/** How many pixels differ by more than `tolerance` (0 to 255) in any channel. */
export function differing(a: ImageData, b: ImageData, tolerance: number): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity
  let count = 0
  for (let i = 0; i < a.data.length; i += 4) {
    const most = Math.max(...[0, 1, 2, 3].map((part) => Math.abs((a.data[i + part] ?? 0) - (b.data[i + part] ?? 0))))
    if (most > tolerance) count++
  }
  return count
}

/** How many pixels are not the colour of the top left one. */
export function inked(image: ImageData): number {
  let count = 0
  for (let i = 0; i < image.data.length; i += 4) {
    if ([0, 1, 2].some((part) => Math.abs((image.data[i + part] ?? 0) - (image.data[part] ?? 0)) > 8)) count++
  }
  return count
}

/** By how much the mean colour of the squares of 8 pixels differs at most (0 to 255, any channel): blind to anti-aliasing, not to what is missing. */
export function mostOff(a: ImageData, b: ImageData): number {
  const side = 8
  let most = 0
  for (let top = 0; top + side <= a.height; top += side) {
    for (let left = 0; left + side <= a.width; left += side) {
      const sums = [0, 0, 0]
      for (let i = 0; i < side * side; i++) {
        const at = 4 * ((top + Math.floor(i / side)) * a.width + left + (i % side))
        for (const part of [0, 1, 2])
          sums[part] = (sums[part] ?? 0) + (a.data[at + part] ?? 0) - (b.data[at + part] ?? 0)
      }
      most = Math.max(most, ...sums.map((sum) => Math.abs(sum) / side ** 2))
    }
  }
  return most
}
