import type { Session } from './session.ts'

type Asker = Pick<Session, 'request'>

/** Moves the board to the trash. Rejects with words for people. */
export const throwAway = (session: Asker): Promise<void> => ask(session, 'POST', '/trash')

/** Brings it back from there. Rejects with words for people. */
export const bringBack = (session: Asker): Promise<void> => ask(session, 'DELETE', '/trash')

async function ask(session: Asker, method: string, path: string): Promise<void> {
  const response = await session.request(path, { method }).catch(() => undefined)
  if (response?.ok) return
  const said = (await response?.json().catch(() => undefined)) as { readonly detail?: string } | undefined
  throw new Error(said?.detail ?? 'The server didn’t answer.')
}
