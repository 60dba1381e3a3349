/**
 * Compares two pictures by the mean colour of their squares. Anti-aliasing, hinting and glyphs that sit half a pixel elsewhere move a
 * mean by little, so that another browser version or machine passes; a line that is missing, doubled, thicker, moved or of another
 * colour moves it by much. (Between two builds of Chromium nine versions apart, with other font settings, 0.3 % of the squares of a
 * sheet of text differed by more than the tolerance, and none of the other sheets.)
 */

/** Side of a square, device pixels. */
const SIDE = 16

/**
 * A comparator for vitest's `toMatchScreenshot`. `tolerance`: by how much a square's mean may differ in a channel, 0 to 255;
 * `allowed`: the share of squares that may differ by more.
 * @param {{ data: ArrayLike<number>, metadata: { width: number, height: number } }} reference
 * @param {{ data: ArrayLike<number>, metadata: { width: number, height: number } }} actual
 * @param {{ tolerance?: number, allowed?: number }} options
 */
export function compareSquares(reference, actual, { tolerance = 16, allowed = 0.006 }) {
  const { width, height } = reference.metadata
  const size = actual.metadata
  if (size.width !== width || size.height !== height) {
    return { pass: false, diff: null, message: `${size.width} × ${size.height} pixels instead of ${width} × ${height}` }
  }
  const [before, after] = [squaresOf(reference), squaresOf(actual)]
  const off = before.filter((mean, i) => mean.some((part, k) => Math.abs(part - after[i][k]) > tolerance)).length
  const pass = off <= allowed * before.length
  return { pass, diff: null, message: pass ? null : `${off} of ${before.length} squares of ${SIDE} pixels differ` }
}

/** Mean red, green and blue of each square. */
function squaresOf({ data, metadata: { width, height } }) {
  const squares = []
  for (let top = 0; top + SIDE <= height; top += SIDE) {
    for (let left = 0; left + SIDE <= width; left += SIDE) squares.push(meanOf(data, width, left, top))
  }
  return squares
}

function meanOf(data, width, left, top) {
  const sum = [0, 0, 0]
  for (let y = top; y < top + SIDE; y++) {
    for (let x = left; x < left + SIDE; x++) {
      for (let part = 0; part < 3; part++) sum[part] += data[4 * (y * width + x) + part]
    }
  }
  return sum.map((all) => all / SIDE ** 2)
}
