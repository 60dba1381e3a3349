/**
 * A 2D affine map `[a, b, c, d, e, f]`, column-major as in Canvas and SVG:
 * `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
 */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]
