import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { Inbound } from '../sync/messages.ts'

/**
 * The least role for each message; what isn't listed is denied to everybody. An update that changes nothing is let
 * through to the room, which knows: viewers, too, answer when the server asks what they have.
 */
const LEAST: Readonly<Record<Inbound['type'], Role>> = {
  vector: 'view',
  update: 'view',
  presence: 'view',
  'presence-query': 'view',
  watermark: 'view',
  live: 'edit',
}

export const atLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least)

export const permits = (role: Role, message: Inbound): boolean => atLeast(role, LEAST[message.type])

/** May the role change the document? Comments have their own root, which nobody can write alone yet. */
export const mayEdit = (role: Role): boolean => atLeast(role, 'edit')
