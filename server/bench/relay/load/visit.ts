import { inTurns, Person, type Target } from './person.ts'

/** Boards that somebody looks at, once, one after the other. */
export interface VisitJob {
  readonly targets: readonly Target[]
}

/** Answers how long all visits took, milliseconds. */
export async function visit({ targets }: VisitJob): Promise<number> {
  const startMs = performance.now()
  await inTurns(targets, 20, async (target) => {
    const person = await Person.join(target)
    person.leave()
  })
  return performance.now() - startMs
}
