/** An axis-aligned box. Empty when `maxX < minX`. Units are those of the space it lives in (mostly scene units). */
export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}
