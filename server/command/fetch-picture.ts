import { LIMITS } from '#board/limits.ts'
import { Misunderstood } from './order.ts'
import type { Order } from './order.ts'

/** The server said no, or nothing. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

const PATH = /^\/(?:b|embed)\/([^/]+?)\/?$/
const SECRET = /^#(?:.*&)?k=([\w-]{8,128})(?:&|$)/

/** What the board's own server makes of it, with a session as every page has one. @throws {Unanswered} */
export async function fetchPicture({ from, format, query, password }: Order): Promise<Uint8Array> {
  const { origin, pathname, hash } = addressIn(from)
  const board = PATH.exec(pathname)?.[1] ?? ''
  if (!LIMITS.boardId.test(board)) throw new Misunderstood('the address of a board is https://…/b/<id>#k=<secret>')
  const api = `${origin}/api/boards/${board}`
  const link = SECRET.exec(hash)?.[1]
  const body = JSON.stringify({ ...(link && { link }), ...(password !== undefined && { password }) })
  const session = await ask(`${api}/session`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json' },
  })
  const { token } = (await session.json()) as { readonly token: string }
  const picture = await ask(`${api}/snapshot.${format}?${new URLSearchParams(query).toString()}`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  return new Uint8Array(await picture.arrayBuffer())
}

function addressIn(from: string): URL {
  if (!URL.canParse(from)) throw new Misunderstood(`${from} is no address`)
  return new URL(from)
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((error: unknown) => {
    const { cause } = error as { readonly cause?: { readonly code?: string } }
    throw new Unanswered(`${new URL(url).origin} does not answer${cause?.code ? ` (${cause.code})` : ''}`)
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => ({}))) as { readonly code?: string; readonly detail?: string }
  throw new Unanswered(`${problem.detail ?? 'the server can not do it'} (${problem.code ?? response.status})`)
}
