/** Steps that an axis is divided into, about. */
const STEPS = 5

/** Round values of an axis that begins at nothing, or below it, and reaches as far as the values do; in order, at least two. */
export function ticksOf(values: readonly number[]): number[] {
  const low = values.reduce((least, value) => Math.min(least, value), 0)
  const high = values.reduce((most, value) => Math.max(most, value), 0)
  if (high === low) return [0, 1]
  const rough = (high - low) / STEPS
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 2.5, 5, 10].find((nice) => nice * power >= rough) ?? 10)
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)]
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step)
}
