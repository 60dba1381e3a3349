import type * as Y from 'yjs'

/**
 * Deletes the entries at `indices` (ascending, no duplicates) of a shared array, middle first and then each half. Yjs keeps one
 * writer's records as one long run and copies what is right of a cut: halving keeps the copies short (1,000 of 100,000
 * records at random places: 57 ms instead of 330 to 580 from either end). Neighbours go with one cut.
 */
export function removeAt(array: Y.Array<unknown>, indices: readonly number[]): void {
  const runs = runsOf(indices)
  // `gone`: how many entries left of this range have been deleted already. The right half first, so that the left needs no account of it.
  const removeRange = (first: number, end: number, gone: number): void => {
    if (first >= end) return
    const middle = (first + end) >> 1
    const { at, length } = runs[middle] as Run
    array.delete(at - gone, length)
    removeRange(middle + 1, end, gone + length)
    removeRange(first, middle, gone)
  }
  removeRange(0, runs.length, 0)
}

interface Run {
  readonly at: number
  length: number
}

function runsOf(indices: readonly number[]): readonly Run[] {
  const runs: Run[] = []
  for (const at of indices) {
    const last = runs.at(-1)
    if (last && last.at + last.length === at) last.length++
    else runs.push({ at, length: 1 })
  }
  return runs
}
