/** What is written beside a pointer. Sizes are pixels of the viewport. */
export interface Label {
  /** Of the pointer: all labels lie in the same way beside theirs. */
  x: number
  y: number
  /** Of the name, and of what is said below it. */
  width: number
  height: number
  /** Others give way to whoever moves (1), and everybody to whoever says something (2). */
  rank: number
  shown: boolean
}

/** Says something: is always shown. */
const SPEAKS = 2
/** A label comes back only where it has so much more room: of two that are side by side none flickers. */
const ROOM = 6

/** Hides labels that would cover others. Of two that are alike, the one that is shown stays. Puts the list in order. */
export function settleLabels(labels: Label[]): void {
  labels.sort((one, other) => other.rank - one.rank || Number(other.shown) - Number(one.shown))
  labels.forEach((label, place) => {
    const room = label.shown ? 0 : ROOM
    const covers = (other: Label) => other.shown && meet(label, other, room)
    label.shown = label.rank === SPEAKS || !labels.some((other, at) => at < place && covers(other))
  })
}

const meet = (one: Label, other: Label, room: number): boolean =>
  one.x <= other.x + other.width + room &&
  other.x <= one.x + one.width + room &&
  one.y <= other.y + other.height + room &&
  other.y <= one.y + one.height + room
