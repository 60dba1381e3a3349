import type { Box } from './geometry/box.ts'
import type { Vector } from './geometry/vector.ts'

/** What others may know of one person right now. Travels as a Yjs awareness state; the latest wins. */
export interface Presence {
  readonly user: { readonly name: string; readonly color: string }
  /** Scene point, or null when the pointer is not on the board. */
  readonly cursor: Vector | null
  readonly selection: readonly string[]
  readonly tool: string
  /** What part of the scene they see. */
  readonly view: Box | null
}
