import type { DisplayItem } from '#board/render/display-item.ts'

/** How much of an element is left to see when it is about to go. */
const FADED = 0.25

export const faded = (items: readonly DisplayItem[]): readonly DisplayItem[] =>
  items.map((item) => ({ ...item, opacity: item.opacity * FADED }))

export const fadedIf = (isFaded: boolean, items: readonly DisplayItem[]): readonly DisplayItem[] =>
  isFaded ? faded(items) : items
