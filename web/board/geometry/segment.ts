import type { Vector } from './vector.ts'

/** A straight piece of a path: what an eraser travelled between two pointer events. A point is a segment of length 0. */
export interface Segment {
  readonly from: Vector
  readonly to: Vector
}
