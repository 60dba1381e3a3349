import { withOpacity, type DisplayItem } from '#board/render/display-item.ts'

/** How much of an element is left to see when it is about to go. */
const FADED = 0.25

const faded = (items: readonly DisplayItem[]): readonly DisplayItem[] =>
  withOpacity(items, (opacity) => opacity * FADED)

export const fadedIf = (isFaded: boolean, items: readonly DisplayItem[]): readonly DisplayItem[] =>
  isFaded ? faded(items) : items
