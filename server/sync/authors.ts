import * as Y from 'yjs'
import type { Grant } from '../access/board-access.ts'
import type { Author } from '../storage/storage.ts'
import type { Connection } from './connection.ts'
import type { PresenceBoard } from './presence.ts'
import type { DecodedUpdate } from './validate.ts'

/** Whom the log names: their grant, and what they call themselves. Hot path: once per update that is new. */
export function authorOf({ grant, client }: Connection, people: PresenceBoard): Author {
  return { principal: grant.principal, name: client === undefined ? '' : people.nameOf(client) }
}

/** What somebody is called who acts without a connection: by those who vouch for them, or as they call themselves on the board, if they are there. */
export function nameOf(
  { principal, vouched }: Grant,
  connections: Iterable<Connection>,
  people: PresenceBoard,
): string {
  if (vouched?.name) return vouched.name
  for (const { grant, client } of connections)
    if (grant.principal === principal && client !== undefined) return people.nameOf(client)
  return ''
}

/**
 * Client id of somebody else who is here, or on this board in another process, in whose name the update brings something new. A connection
 * owns the client id of its presence; ids that nobody owns may be used by everybody. Hot path: once per update.
 */
export function foreignAuthor(
  { structs }: DecodedUpdate,
  doc: Y.Doc,
  people: PresenceBoard,
  sender: Connection,
): number | undefined {
  /** The last writer that need not be looked up again. */
  let cleared: number | undefined
  for (const { id, length } of structs) {
    if (id.client === cleared) continue
    const owner = people.ownerOf(id.client)
    if (owner === undefined || owner === sender) cleared = id.client
    else if (id.clock + length > Y.getState(doc.store, id.client)) return id.client
  }
  return undefined
}
