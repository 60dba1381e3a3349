/** Nobody wants to see somebody think: a pause is played no longer than this, milliseconds. */
const LONGEST_PAUSE_MS = 800
/** What came together is still seen one after the other. */
const SHORTEST_MS = 40

/** When each of these moments is played, in milliseconds from the first at speed 1: as it was, with the pauses cut short. */
export function pacingOf(moments: readonly number[]): readonly number[] {
  let at = 0
  return moments.map((moment, i) => {
    const pause = moment - (moments[i - 1] ?? moment)
    if (i > 0) at += Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_MS, pause))
    return at
  })
}
