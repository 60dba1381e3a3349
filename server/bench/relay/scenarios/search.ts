/** Whether a server holds at a size; `'unknown'` when the load itself was late, so that nothing follows from it. */
export type Verdict = 'holds' | 'fails' | 'unknown'

/** What came of one size. */
export interface Attempt<T> {
  readonly size: number
  readonly result: T
  readonly verdict: Verdict
}

const TRIES: Readonly<Record<Verdict, number>> = { holds: 1, fails: 2, unknown: 3 }

/** Sizes from `from` to `to`, each √2 times the one before, so that an answer is right to about that. */
export const ladder = (from: number, to: number): number[] =>
  Array.from({ length: 1 + Math.round(2 * Math.log2(to / from)) }, (_, step) => Math.round(from * 2 ** (step / 2)))

/**
 * The largest of the sizes that holds, and the smallest that doesn't, by halving. What fails is tried twice, and what is unknown three times: other work on the
 * machine must not end the search.
 * @param sizes ascending
 */
export async function largest<T>(
  sizes: readonly number[],
  measure: (size: number) => Promise<T>,
  judge: (result: T) => Verdict,
): Promise<{ readonly best: Attempt<T> | undefined; readonly first: Attempt<T> | undefined }> {
  const attempt = async (size: number): Promise<Attempt<T>> => {
    for (let tries = 1; ; tries++) {
      const result = await measure(size)
      const verdict = judge(result)
      if (tries >= TRIES[verdict]) return { size, result, verdict }
    }
  }
  let best: Attempt<T> | undefined
  let first: Attempt<T> | undefined
  for (let [low, high] = [0, sizes.length]; low < high;) {
    const middle = (low + high) >> 1
    const tried = await attempt(sizes[middle] as number)
    if (tried.verdict === 'holds') [best, low] = [tried, middle + 1]
    else [first, high] = [tried, middle]
  }
  return { best, first }
}
