import type { Visit } from './visit.ts'

/** What a contender can be asked for. The raw canvas is only looked at and drawn on; not everybody hears others or takes fingers. */
export type Skill = 'look' | 'draw' | 'edit' | 'hear' | 'touch'

/** Figures by what they say, e.g. `frame p95, ms`. Less is better. */
export type Figures = Readonly<Record<string, number>>

/**
 * One thing that people do, done with real input and timed. It checks its own effect and throws when that isn't there, and leaves the
 * board as it found it.
 */
export interface Measure {
  readonly name: string
  readonly needs: Skill
  run(visit: Visit): Promise<Figures>
}

/** What must be true for a figure to mean anything. */
export function check(isTrue: boolean, what: string): asserts isTrue {
  if (!isTrue) throw new Error(what)
}

/** @param sorted shortest first */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
