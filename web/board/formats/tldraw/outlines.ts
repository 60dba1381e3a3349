/** Closed outlines in the unit square of shapes that boards have none of: they come as ink with an inside. Corners, flat. */
export const OUTLINES: ReadonlyMap<unknown, readonly number[]> = new Map<unknown, readonly number[]>([
  ['pentagon', regular(5)],
  ['octagon', regular(8)],
  ['trapezoid', [0.2, 0, 0.8, 0, 1, 1, 0, 1]],
  ['arrow-right', [0, 0.25, 0.6, 0.25, 0.6, 0, 1, 0.5, 0.6, 1, 0.6, 0.75, 0, 0.75]],
  ['arrow-left', [1, 0.25, 0.4, 0.25, 0.4, 0, 0, 0.5, 0.4, 1, 0.4, 0.75, 1, 0.75]],
  ['arrow-down', [0.25, 0, 0.25, 0.6, 0, 0.6, 0.5, 1, 1, 0.6, 0.75, 0.6, 0.75, 0]],
  ['arrow-up', [0.25, 1, 0.25, 0.4, 0, 0.4, 0.5, 0, 1, 0.4, 0.75, 0.4, 0.75, 1]],
  ['heart', heart()],
])

/** Lines within a rectangle. */
export const MARKS: ReadonlyMap<unknown, readonly (readonly number[])[]> = new Map([
  [
    'x-box',
    [
      [0, 0, 1, 1],
      [1, 0, 0, 1],
    ],
  ],
  ['check-box', [[0.25, 0.52, 0.45, 0.72, 0.78, 0.25]]],
])

/** How far the upper side of a leaning rectangle is shifted, in heights. */
export const LEANS: ReadonlyMap<unknown, number> = new Map([
  ['rhombus', 1],
  ['rhombus-2', -1],
])

/** A corner up, stretched so that it fills the square. */
function regular(count: number): number[] {
  const turn = count % 2 === 0 ? Math.PI / count : 0
  const points = Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - Math.PI / 2 + turn
    return [Math.cos(angle), Math.sin(angle)] as const
  })
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const share = (value: number, all: readonly number[]) =>
    (value - Math.min(...all)) / (Math.max(...all) - Math.min(...all))
  return points.flatMap(([x, y]) => [share(x, xs), share(y, ys)])
}

/** The curve x = 16 sin³ t, y = 13 cos t − 5 cos 2t − 2 cos 3t − cos 4t, in the unit square. */
function heart(): number[] {
  return Array.from({ length: 48 }, (_, i) => {
    const t = (i / 48) * 2 * Math.PI
    const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t)
    return [(16 * Math.sin(t) ** 3 + 16) / 32, (11.97 - y) / 28.97]
  }).flat()
}
