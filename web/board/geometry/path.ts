/** Path operators; each takes the number of coordinates in {@link COORDINATES_PER_OP}. */
export const MOVE = 0
export const LINE = 1
export const QUADRATIC = 2
export const CUBIC = 3
export const CLOSE = 4

/** How many numbers of `Path.coordinates` each operator reads. */
export const COORDINATES_PER_OP = [2, 2, 4, 6, 0] as const

/** A path as two flat arrays: walking it allocates nothing, and it can be sent to a worker as it is. */
export interface Path {
  readonly ops: Uint8Array
  readonly coordinates: Float64Array
}
