import { type Refused, refusedBecause, waitSecondsOf } from '../sync/refused.ts'
import type { Session } from '../sync/session.ts'
import type { WaitingFile } from '../sync/file-store.ts'

/** What became of a file. */
export type Sent =
  | { readonly outcome: 'there' }
  /** Nothing is wrong with it: the server can't be reached, or has enough to do. */
  | { readonly outcome: 'later'; /** 0: it doesn't say for how long. */ readonly waitSeconds: number }
  | { readonly outcome: 'refused'; readonly why: Refused }

/** Sends a file to its board; never rejects. */
export async function sendFile(
  { hash, type, bytes }: WaitingFile,
  { request }: Pick<Session, 'request'>,
): Promise<Sent> {
  try {
    const response = await request(`/files/${hash}`, { method: 'PUT', body: new Blob([bytes], { type }) })
    if (response.ok) return { outcome: 'there' }
    const { status } = response
    if ((status >= 500 && status !== 507) || status === 429 || status === 408)
      return { outcome: 'later', waitSeconds: waitSecondsOf(response) }
    return { outcome: 'refused', why: await refusedBecause(response) }
  } catch {
    return { outcome: 'later', waitSeconds: 0 }
  }
}
