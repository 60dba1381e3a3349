import { answered } from '../sync/refused.ts'
import type { Session } from '../sync/session.ts'

const DAY_MS = 86_400_000

/**
 * The address of a picture for places that can show no link: it works as long as the link that the board was opened with, or for so many days at most.
 * @param query what it shows
 * @throws when the server makes none; the message is for people
 */
export async function pictureLink(
  { board, pictureKey, request }: Pick<Session, 'board' | 'pictureKey' | 'request'>,
  format: string,
  query: URLSearchParams,
  days: number | null,
): Promise<string> {
  if (days === null) {
    if (pictureKey !== undefined) query.set('key', pictureKey)
    return `${location.origin}/b/${board}.${format}?${query}`
  }
  const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString()
  const asking = request('/picture-urls', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ format, query: String(query), expiresAt }),
  })
  return ((await (await answered(asking)).json()) as { readonly url: string }).url
}
