/** A point or a displacement. */
export interface Vector {
  readonly x: number
  readonly y: number
}
