/** A point or a displacement. */
export interface Vector {
  readonly x: number
  readonly y: number
}

export const subtract = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y })
export const distance = (a: Vector, b: Vector): number => Math.hypot(b.x - a.x, b.y - a.y)
/** The point at `t` (0 to 1) of the way from `a` to `b`. */
export const between = (a: Vector, b: Vector, t: number): Vector => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
})
