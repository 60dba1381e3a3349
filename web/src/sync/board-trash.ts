import { answered } from './refused.ts'
import type { Session } from './session.ts'

type Asker = Pick<Session, 'request'>

/** Moves the board to the trash. Rejects with words for people. */
export const throwAway = (session: Asker): Promise<void> => ask(session, 'POST', '/trash')

/** Brings it back from there. Rejects with words for people. */
export const bringBack = (session: Asker): Promise<void> => ask(session, 'DELETE', '/trash')

async function ask(session: Asker, method: string, path: string): Promise<void> {
  await answered(session.request(path, { method }))
}
