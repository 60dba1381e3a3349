import type { Session } from '../sync/session.ts'
import type { WaitingFile } from '../sync/file-store.ts'

/** What became of a file. */
export type Sent =
  | { readonly outcome: 'there' }
  /** Nothing is wrong with it: the server can't be reached, or has enough to do. */
  | { readonly outcome: 'later'; readonly afterMs?: number }
  | { readonly outcome: 'refused'; readonly reason: string }

/** Sends a file to its board; never rejects. */
export async function sendFile(
  { hash, type, bytes }: WaitingFile,
  { request }: Pick<Session, 'request'>,
): Promise<Sent> {
  try {
    const response = await request(`/files/${hash}`, { method: 'PUT', body: new Blob([bytes], { type }) })
    if (response.ok) return { outcome: 'there' }
    const seconds = Number(response.headers.get('retry-after'))
    const afterMs = seconds > 0 ? { afterMs: seconds * 1_000 } : {}
    if (response.status >= 500 && response.status !== 507) return { outcome: 'later', ...afterMs }
    if (response.status === 429 || response.status === 408) return { outcome: 'later', ...afterMs }
    return { outcome: 'refused', reason: await reasonOf(response) }
  } catch {
    return { outcome: 'later' }
  }
}

async function reasonOf(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => null)
  const detail = typeof problem === 'object' && problem !== null && 'detail' in problem ? problem.detail : undefined
  return typeof detail === 'string' ? detail : `The server answered ${response.status}.`
}
