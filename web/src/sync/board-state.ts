import { refusedBecause, type Refusal } from './refused.ts'
import type { Joined } from './session.ts'

/** What the server says of a board when it is opened. */
export type BoardState =
  | { readonly found: 'state'; readonly bytes: Uint8Array }
  /** There is no such board. */
  | { readonly found: 'nothing' }
  /** The server won't have us: an HTTP status, and why. */
  | ({ readonly found: 'refusal'; readonly status: number } & Refusal)
  /** No answer: no network, or a server that is down. */
  | { readonly found: 'silence' }

/** Fetches a board's stored state; never rejects. Begin it before the code is loaded: it needs none of it. */
export async function fetchBoardState({ session, standing }: Joined): Promise<BoardState> {
  if (standing.is === 'refusal') return { ...standing, found: 'refusal' }
  if (standing.is !== 'open') return { found: standing.is }
  try {
    const response = await session.request('/state')
    if (response.ok) return { found: 'state', bytes: new Uint8Array(await response.arrayBuffer()) }
    if (response.status === 404) return { found: 'nothing' }
    if (response.status >= 500 || response.status === 429) return { found: 'silence' }
    const { code, reason, waitSeconds } = await refusedBecause(response)
    return { found: 'refusal', status: response.status, code, reason, waitSeconds }
  } catch {
    return { found: 'silence' }
  }
}
