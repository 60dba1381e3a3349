import type { Page } from 'playwright'

/** A coarse look at what the board's canvases show: the mean colour of every block of 8 × 8 CSS pixels, three numbers each. */
export interface Look {
  readonly columns: number
  readonly rows: number
  readonly means: readonly number[]
}

const BLOCK = 8

export const look = (page: Page): Promise<Look> => page.evaluate(meansOfCanvases, BLOCK)

declare global {
  /** In a visited page: the canvases over each other, as they lie, without the chrome. */
  var boardPicture: () => ImageData
}

/** In the page, before anything else. Functions that run there know nothing of each other, but for what is global. */
export function offerPicture(): void {
  globalThis.boardPicture = () => {
    const all = new OffscreenCanvas(innerWidth, innerHeight)
    const ctx = all.getContext('2d', { willReadFrequently: true })
    if (!ctx) throw new Error('this browser gives no 2D context')
    ctx.fillStyle = '#fff'
    ctx.fillRect(0, 0, all.width, all.height)
    for (const canvas of document.querySelectorAll('canvas')) {
      const { left, top, width, height } = canvas.getBoundingClientRect()
      if (canvas.width > 0 && width > 200) ctx.drawImage(canvas, left, top, width, height)
    }
    return ctx.getImageData(0, 0, all.width, all.height)
  }
}

/** In the page. */
function meansOfCanvases(block: number): Look {
  const { data, width, height } = boardPicture()
  const [columns, rows] = [Math.floor(width / block), Math.floor(height / block)]
  const means = Array.from({ length: 3 * columns * rows }, () => 0)
  for (let y = 0; y < rows * block; y++) {
    for (let x = 0; x < columns * block; x++) {
      const at = 3 * (Math.floor(y / block) * columns + Math.floor(x / block))
      const from = 4 * (y * width + x)
      for (let part = 0; part < 3; part++)
        means[at + part] = (means[at + part] ?? 0) + (data[from + part] ?? 0) / block ** 2
    }
  }
  return { columns, rows, means }
}

const DIFFERENT = 6

/** The share of blocks that differ, where `b` is moved by so many CSS pixels (whole blocks) against `a`. */
export function differingShare(a: Look, b: Look, dx = 0, dy = 0): number {
  const [shiftX, shiftY] = [dx / BLOCK, dy / BLOCK]
  let [compared, different] = [0, 0]
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < a.columns; column++) {
      const [r, c] = [row + shiftY, column + shiftX]
      if (r < 0 || c < 0 || r >= b.rows || c >= b.columns) continue
      compared++
      const [from, to] = [3 * (row * a.columns + column), 3 * (r * b.columns + c)]
      if ([0, 1, 2].some((part) => Math.abs((a.means[from + part] ?? 0) - (b.means[to + part] ?? 0)) > DIFFERENT))
        different++
    }
  }
  return different / Math.max(1, compared)
}

/** The share of blocks that are not as the paper is: as the one in most places. */
export function inkShare({ means }: Look): number {
  const counts = new Map<string, number>()
  for (let i = 0; i < means.length; i += 3) {
    const key = means
      .slice(i, i + 3)
      .map(Math.round)
      .join()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return 1 - Math.max(...counts.values()) / (means.length / 3)
}
