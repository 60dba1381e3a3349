import type { Target } from '../load/person.ts'
import { generate } from '../processes.ts'
import type { Peer } from '../servers.ts'

export interface Options {
  /** The whole of it, which takes long; otherwise a part that shows what there is to see. */
  readonly isFull: boolean
  /** The servers side by side. */
  readonly peers: readonly Peer[]
  /** Sizes that were asked for, as artists + viewers; none for the scenario's own. */
  readonly people: readonly People[]
  /** How many boards were asked for, one after the other; none for the scenario's own. */
  readonly boards: readonly number[]
  /** Node's flags for Drawbridge. */
  readonly flags: readonly string[]
  /** Says that something begins. */
  readonly log: (line: string) => void
}

export interface People {
  readonly artists: number
  readonly viewers: number
}

export type Row = Readonly<Record<string, string | number | boolean | null>>

/** One kind of load. */
export interface Scenario {
  readonly name: string
  readonly run: (options: Options) => Promise<readonly Row[]>
}

export const tenths = (value: number): number => Math.round(value * 10) / 10
export const hundredths = (value: number): number => Math.round(value * 100) / 100

/** Draws a board, which stays while `use` runs (some servers forget one that nobody is on). `use` gets its size in bytes. */
export async function withDrawnBoard<T>(
  target: Target,
  elements: number,
  use: (bytes: number) => Promise<T>,
): Promise<T> {
  const results: T[] = []
  const filled = async (bytes: number): Promise<void> => void results.push(await use(bytes))
  await generate('fill', { target, elements, seed: 1 }, { filled })
  return results[0] as T
}
