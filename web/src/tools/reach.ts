import type { Pointer } from '../input/pointer.ts'

/** How far from an element, in CSS pixels, a pointer still hits it. */
const REACH = { mouse: 4, pen: 4, touch: 12 } as const
/** How near to a handle a pointer means it, in CSS pixels. */
export const HANDLE_REACH = { mouse: 9, pen: 12, touch: 24 } as const
/** How far a pointer may stray, in CSS pixels, before a click becomes a drag. */
const SLOP = { mouse: 3, pen: 4, touch: 8 } as const

/** The reach of a pointer in scene units. */
export const reachOf = (at: Pick<Pointer, 'type'>, zoom: number) => REACH[at.type] / zoom

export const isDrag = (from: Pointer, to: Pointer) =>
  Math.hypot(to.viewX - from.viewX, to.viewY - from.viewY) > SLOP[to.type]
