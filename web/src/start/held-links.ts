import { LIMITS } from '#board/limits.ts'
import { type Role, ROLES } from '#board/protocol.ts'
import type { Session } from '../sync/session.ts'
import type { LocalMemory } from './local-memory.ts'

/** By board id, the secrets of links that this browser knows. */
export type HeldLinks = ReadonlyMap<string, readonly string[]>

const KEY = 'links'
const SECRET = /^[\w-]{8,128}$/
const KEPT_OF_A_BOARD = 200

const isSecret = (raw: unknown): raw is string => typeof raw === 'string' && SECRET.test(raw)

/** What somebody kept, read with care: whatever is no link of a board is left out. */
export function heldLinksIn(raw: unknown): HeldLinks {
  const boards = typeof raw === 'object' && raw !== null ? Object.entries(raw) : []
  return new Map(
    boards.flatMap(([id, secrets]: [string, unknown]) =>
      LIMITS.boardId.test(id) && Array.isArray(secrets) ? [[id, secrets.filter(isSecret)] as const] : [],
    ),
  )
}

export const allHeldLinks = (memory: LocalMemory): HeldLinks => heldLinksIn(memory.recall(KEY))

export const heldSecrets = (memory: LocalMemory, id: string): readonly string[] => allHeldLinks(memory).get(id) ?? []

function keep(memory: LocalMemory, id: string, secrets: readonly string[]): void {
  const all = new Map(allHeldLinks(memory))
  if (secrets.length === 0) all.delete(id)
  else all.set(id, secrets.slice(0, KEPT_OF_A_BOARD))
  memory.remember(KEY, Object.fromEntries(all))
}

/** The newest first. */
export const holdSecrets = (memory: LocalMemory, id: string, secrets: readonly string[]): void =>
  keep(memory, id, [...new Set([...secrets, ...heldSecrets(memory, id)])])

/** A secret that opens nothing any more. */
export const dropSecret = (memory: LocalMemory, id: string, secret: string): void =>
  keep(
    memory,
    id,
    heldSecrets(memory, id).filter((held) => held !== secret),
  )

/** With a board that is taken off the list. */
export const forgetLinks = (memory: LocalMemory, id: string): void => keep(memory, id, [])

const LETTERS: ReadonlyMap<string, Role> = new Map(ROLES.map((role) => [role.charAt(0), role]))

/** For which role a secret was made, by its first letter: what to load first. The server decides what it is good for. */
export const roleHint = (secret: string | undefined): Role | undefined => LETTERS.get(secret?.charAt(0) ?? '')

/** The id of the link that a secret belongs to: the twelve characters after the first. */
export const linkIdOf = (secret: string): string => secret.slice(1, 13)

const firstOf = (held: readonly string[], roles: readonly Role[]): string | undefined =>
  roles.flatMap((role) => held.filter((secret) => roleHint(secret) === role))[0]

/** A new secret, made here so that a page that gets no answer may ask again for the same link: the role's letter, the link's id, and 144 random bits. */
export function makeSecret(role: Role): string {
  const bytes = crypto.getRandomValues(new Uint8Array(27))
  return (
    role.charAt(0) +
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
  )
}

/** The one to give away: it never gives the board away. */
export const sharedOf = (held: readonly string[]): string | undefined => firstOf(held, ['edit', 'comment', 'view'])

/** The same for a page that was opened with a link: its own, unless that is an owner's. `undefined`: the address alone is all there is. */
export const sharedSecret = (
  memory: LocalMemory,
  { board, secret }: Pick<Session, 'board' | 'secret'>,
): string | undefined => (roleHint(secret) === 'own' ? sharedOf(heldSecrets(memory, board)) : secret)

/**
 * Which secrets to open a board with, the first that works counts. A link that only shows is taken at its word, also by those who may do more;
 * the address bar of somebody who owns the board holds the link to give away, so there the strongest that is held comes first.
 */
export function secretsToTry(held: readonly string[], inAddress: string | undefined): readonly string[] {
  const hint = roleHint(inAddress)
  const strongest = ROLES.toReversed().flatMap((role) => held.filter((secret) => roleHint(secret) === role))
  const isTaken = hint === 'view' || hint === 'comment'
  const owners = isTaken ? [] : strongest.filter((secret) => roleHint(secret) === 'own')
  const order = hint === 'own' ? [inAddress, ...strongest] : [...owners, inAddress, ...strongest]
  return [...new Set(order.filter((secret) => secret !== undefined))]
}
