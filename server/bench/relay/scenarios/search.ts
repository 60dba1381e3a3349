/** What came of one size. */
export interface Attempt<T> {
  readonly size: number
  readonly result: T
  readonly holds: boolean
}

/**
 * The largest size that holds: doubles until one doesn't, and then tries what lies half way, a factor of √2, so that the answer is
 * right to about that. A size that doesn't hold is tried once more: other work on the machine must not end the search.
 */
export async function largest<T>(
  from: number,
  to: number,
  measure: (size: number) => Promise<T>,
  holds: (result: T) => boolean,
): Promise<{ readonly best: Attempt<T> | undefined; readonly first: Attempt<T> | undefined }> {
  const attempt = async (size: number): Promise<Attempt<T>> => {
    const result = await measure(size)
    if (holds(result)) return { size, result, holds: true }
    const again = await measure(size)
    return { size, result: again, holds: holds(again) }
  }
  let best: Attempt<T> | undefined
  let first: Attempt<T> | undefined
  for (let size = from; size <= to && first === undefined; size *= 2) {
    const tried = await attempt(size)
    if (tried.holds) best = tried
    else first = tried
  }
  if (best === undefined || first === undefined) return { best, first }
  const between = await attempt(Math.round(best.size * Math.SQRT2))
  return between.holds ? { best: between, first } : { best, first: between }
}
