import type { Role } from '#board/protocol.ts'
import { RawClient } from './raw-client.ts'
import { tokenOf } from './start.ts'
import type { NewBoard } from './start.ts'

const bearer = async (link: string): Promise<{ readonly Authorization: string }> => ({
  Authorization: `Bearer ${await tokenOf(link)}`,
})

/** Asks the API as whoever holds a link. */
export async function ask(link: string, method: string, path: string, body?: unknown): Promise<Response> {
  const { origin, pathname } = new URL(link)
  const headers = { ...(await bearer(link)), 'Content-Type': 'application/json' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  return fetch(`${origin}/api/boards/${pathname.slice('/b/'.length)}${path}`, { method, headers, ...sent })
}

export interface ShownLink {
  readonly id: string
  readonly role: Role
  readonly label: string
  readonly usedAt: string | null
}

export async function linkOf({ links }: NewBoard, role: Role): Promise<ShownLink> {
  const answer = (await (await ask(links.own, 'GET', '/access')).json()) as { readonly links: readonly ShownLink[] }
  const found = answer.links.find((link) => link.role === role)
  if (found === undefined) throw new Error(`no ${role} link`)
  return found
}

export const joinAs = async (server: { readonly url: string }, board: NewBoard, role: Role): Promise<RawClient> =>
  joinWithToken(server, board, await tokenOf(board.links[role]))

export const joinWithToken = (server: { readonly url: string }, board: NewBoard, token: string): Promise<RawClient> =>
  RawClient.sync(server, board.id, `?token=${token}`)

export const code = async (client: RawClient): Promise<number> => (await client.closed).code
