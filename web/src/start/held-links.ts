import { LIMITS } from '#board/limits.ts'
import { type Role, ROLES } from '#board/protocol.ts'
import type { Session } from '../sync/session.ts'
import type { LocalMemory } from './local-memory.ts'

/** The secrets that this browser knows of a board's links, at most one for each role. */
export type HeldLinks = { readonly [R in Role]?: string }

const KEY = 'links'
const SECRET = /^[\w-]{8,128}$/

const isSecret = (raw: unknown): raw is string => typeof raw === 'string' && SECRET.test(raw)

function heldIn(raw: unknown): HeldLinks {
  const held = typeof raw === 'object' && raw !== null ? (raw as Partial<Record<Role, unknown>>) : {}
  return Object.fromEntries(ROLES.flatMap((role) => (isSecret(held[role]) ? [[role, held[role]]] : [])))
}

/** By board id. What can't be read is left out. */
export function allHeldLinks(memory: LocalMemory): ReadonlyMap<string, HeldLinks> {
  const raw = memory.recall(KEY)
  const boards = typeof raw === 'object' && raw !== null ? Object.entries(raw) : []
  return new Map(boards.flatMap(([id, held]) => (LIMITS.boardId.test(id) ? [[id, heldIn(held)] as const] : [])))
}

export const heldLinks = (memory: LocalMemory, id: string): HeldLinks => allHeldLinks(memory).get(id) ?? {}

const rememberAll = (memory: LocalMemory, all: ReadonlyMap<string, HeldLinks>): void =>
  memory.remember(KEY, Object.fromEntries(all))

/** Adds to what is held of a board. */
export function holdLinks(memory: LocalMemory, id: string, links: HeldLinks): void {
  const all = new Map(allHeldLinks(memory))
  rememberAll(memory, all.set(id, { ...all.get(id), ...heldIn(links) }))
}

/** A secret that opens nothing any more. */
export function dropSecret(memory: LocalMemory, id: string, secret: string): void {
  const all = new Map(allHeldLinks(memory))
  const kept = Object.entries(all.get(id) ?? {}).filter(([, held]) => held !== secret)
  rememberAll(memory, all.set(id, Object.fromEntries(kept)))
}

/** With a board that is taken off the list. */
export function forgetLinks(memory: LocalMemory, id: string): void {
  const all = new Map(allHeldLinks(memory))
  all.delete(id)
  rememberAll(memory, all)
}

/** The one to give away: never more than may edit. */
export const sharedOf = (held: HeldLinks): string | undefined => held.edit ?? held.comment ?? held.view

/** The secret to give away: it never gives the board away. `undefined`: the address alone is all there is. */
export function sharedSecret(
  memory: LocalMemory,
  { board, secret }: Pick<Session, 'board' | 'secret'>,
): string | undefined {
  const held = heldLinks(memory, board)
  return secret !== undefined && secret === held.own ? sharedOf(held) : secret
}

const LETTERS: ReadonlyMap<string, Role> = new Map(ROLES.map((role) => [role.charAt(0), role]))

/** For which role a secret was made, by its first letter: what to load first. The server decides what it is good for. */
export const roleHint = (secret: string | undefined): Role | undefined => LETTERS.get(secret?.charAt(0) ?? '')

/**
 * Which secrets to open a board with, the first that works counts. A link that only shows is taken at its word, also by those who may do more;
 * the address bar of somebody who owns the board holds the link to give away, so there the strongest that is held comes first.
 */
export function secretsToTry(held: HeldLinks, inAddress: string | undefined): readonly string[] {
  const hint = roleHint(inAddress)
  const own = [held.own, held.edit, held.comment, held.view]
  const order =
    hint === 'view' || hint === 'comment' || hint === 'own' ? [inAddress, ...own] : [held.own, inAddress, ...own]
  return [...new Set(order.filter((secret) => secret !== undefined))]
}
