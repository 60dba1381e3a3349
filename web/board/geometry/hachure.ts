/** Lines of one filling: beyond this they lie further apart instead. */
const MOST_LINES = 400

/**
 * Parallel lines that fill a polygon (flat corners, even-odd rule): at `angle` radians, `gap` apart.
 * Answers flat segments: x0, y0, x1, y1, ...
 */
export function hachure(polygon: ArrayLike<number>, angle: number, gap: number): number[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  // Turned so that the lines lie level; turned back at the end.
  const level: number[] = []
  for (let i = 0; i + 1 < polygon.length; i += 2) {
    const [x, y] = [polygon[i] as number, polygon[i + 1] as number]
    level.push(x * cos + y * sin, y * cos - x * sin)
  }
  const ys = level.filter((_, i) => i % 2 === 1)
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const step = Math.max(gap, (bottom - top) / MOST_LINES)
  const lines: number[] = []
  for (let y = top + step / 2; y < bottom; y += step) {
    const xs = crossings(level, y)
    for (let k = 0; k + 1 < xs.length; k += 2) {
      for (const x of [xs[k] as number, xs[k + 1] as number]) lines.push(x * cos - y * sin, x * sin + y * cos)
    }
  }
  return lines
}

/** Where the polygon's sides cross a level line, from left to right. */
function crossings(polygon: readonly number[], y: number): number[] {
  const xs: number[] = []
  for (let i = 0, j = polygon.length - 2; i < polygon.length; j = i, i += 2) {
    const [ax, ay] = [polygon[j] as number, polygon[j + 1] as number]
    const [bx, by] = [polygon[i] as number, polygon[i + 1] as number]
    if (ay > y !== by > y) xs.push(ax + ((bx - ax) * (y - ay)) / (by - ay))
  }
  return xs.sort((a, b) => a - b)
}
