import type { Crop } from '#board/elements/element-kind.ts'
import type { Vector } from '#board/geometry/vector.ts'

/** What is drawn over the board while somebody is at it, and for nobody else. Scene units. */
export type Mark =
  /** A rubber band. */
  | { readonly type: 'band'; readonly from: Vector; readonly to: Vector }
  /** A loop around what is to be selected. */
  | { readonly type: 'lasso'; readonly points: readonly Vector[] }
  /** What a connector would be bound to, and at which point of it. */
  | { readonly type: 'target'; readonly id: string; readonly at: Vector }
  /** What is moved or made stands in line with something. */
  | { readonly type: 'guide'; readonly from: Vector; readonly to: Vector }
  /** The selected picture is cropped: to this window, or to the one that it has. */
  | { readonly type: 'crop'; readonly window?: Crop }
  /** A gap, measured. */
  | { readonly type: 'gap'; readonly from: Vector; readonly to: Vector; readonly length: number }

export const NO_MARKS: readonly Mark[] = []
