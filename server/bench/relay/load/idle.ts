import type { Reach } from './jobs.ts'
import { inTurns, Person, type Target } from './person.ts'

/** People who only sit there. */
export interface IdleJob {
  readonly targets: readonly Target[]
  readonly perBoard: number
}

/** Answers how many are still connected in the end. */
export async function idle({ targets, perBoard }: IdleJob, reach: Reach): Promise<number> {
  const seats = targets.flatMap((target) => Array.from({ length: perBoard }, () => target))
  const people = await inTurns(seats, 50, (target) => Person.join(target))
  await reach('connected')
  return people.filter(({ isClosed }) => !isClosed).length
}
