/** Whether a server holds at a size; `'unknown'` when the load itself was late, so that nothing follows from it. */
export type Verdict = 'holds' | 'fails' | 'unknown'

/** What came of one size. */
export interface Attempt<T> {
  readonly size: number
  readonly result: T
  readonly verdict: Verdict
}

const TRIES: Readonly<Record<Verdict, number>> = { holds: 1, fails: 2, unknown: 4 }

/**
 * The largest size that holds: doubles until one doesn't, and then tries what lies half way, a factor of √2, so that the answer is
 * right to about that. What fails is tried twice, and what is unknown four times: other work on the machine must not end the search.
 */
export async function largest<T>(
  from: number,
  to: number,
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
  for (let size = from; size <= to && first === undefined; size *= 2) {
    const tried = await attempt(size)
    if (tried.verdict === 'holds') best = tried
    else first = tried
  }
  if (best === undefined || first === undefined) return { best, first }
  const between = await attempt(Math.round(best.size * Math.SQRT2))
  return between.verdict === 'holds' ? { best: between, first } : { best, first: between }
}
