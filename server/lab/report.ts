/** What a lab found. */
export interface LabReport {
  readonly lab: string
  readonly seed: number
  /** How much was done, by name. */
  readonly figures: Readonly<Record<string, number>>
  /** What should never happen and did, each with how to see it again. Empty: all is well. */
  readonly failures: readonly string[]
  /** What could not be tried here, and why. */
  readonly leftOut?: readonly string[]
}

/** `<name> <value>` pairs of a command line, as numbers; what is left out is as given. */
export function numbersFrom<Names extends string>(
  args: readonly string[],
  defaults: Readonly<Record<Names, number>>,
): Record<Names, number> {
  const names = Object.keys(defaults) as Names[]
  const given: Record<Names, number> = { ...defaults }
  for (const [index, name] of names.entries()) {
    const text = args[index]
    if (text === undefined) continue
    if (!/^\d+$/.test(text)) throw new Error(`${name} is a number, not "${text}"`)
    given[name] = Number(text)
  }
  return given
}

/** A seed that nobody chose. */
export const anySeed = (): number => Math.floor(Math.random() * 2 ** 31)
