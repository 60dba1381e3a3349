import type { Matrix } from './geometry/matrix.ts'

/**
 * Unfinished work, as it travels on the live channel: an ordered stream that is never stored and that the document heals.
 * The relay passes the bytes on unread.
 */
export type LiveMessage =
  /** Ink of a stroke in flight. Each message stands alone: a viewer who came late draws what it has. */
  | {
      readonly type: 'ink'
      /** The element id that the finished stroke will have. */
      readonly id: string
      readonly color: string
      readonly width: number
      readonly opacity: number
      /** Index of the first point below within the stroke. */
      readonly from: number
      /** Scene points and pressures: x0, y0, p0, x1, ... */
      readonly points: readonly number[]
    }
  /** An element being made (a rectangle being pulled open): its whole record so far. */
  | { readonly type: 'draft'; readonly id: string; readonly kind: string; readonly fields: Readonly<Record<string, unknown>> }
  /** The elements of a drag; sent at its start, in as many messages as it takes. */
  | { readonly type: 'lift'; readonly drag: string; readonly ids: readonly string[] }
  /** Where the lifted elements are now: one matrix, whatever their number. */
  | { readonly type: 'drag'; readonly drag: string; readonly by: Matrix }
  /** The stroke, draft or drag is over. `committed`: the document brings the result; otherwise forget it now. */
  | { readonly type: 'end'; readonly id: string; readonly committed: boolean }
