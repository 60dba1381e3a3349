import type { Role } from '#board/protocol.ts'
import type { BoardAccess, Link } from './board-access.ts'
import { hashOf, newLinkId, newSecret } from './secrets.ts'

/** A link that has just been made, with its secret: the only moment at which anybody knows both. */
export interface MadeLink {
  readonly link: Link
  readonly secret: string
}

export interface LinkWish {
  readonly role: Role
  readonly label?: string
  readonly expiresAt?: number | null
  /** Hashed. */
  readonly password?: string | null
}

export function makeLink({ role, label = '', expiresAt = null, password = null }: LinkWish, nowMs: number): MadeLink {
  const id = newLinkId()
  const secret = newSecret(role, id)
  const link = {
    id,
    role,
    hash: hashOf(secret),
    label,
    password,
    generation: 0,
    createdAt: nowMs,
    expiresAt,
    usedAt: null,
  }
  return { link, secret }
}

/** The same way in with another secret. Its id is new, too, so that what was opened with the old one ends. */
export const replacementOf = ({ role, label, expiresAt, password }: Link, nowMs: number): MadeLink =>
  makeLink({ role, label, expiresAt, password }, nowMs)

/** One link of each role, as a new board has them. */
export const linksOfNewBoard = (nowMs: number): Readonly<Record<Role, MadeLink>> => ({
  own: makeLink({ role: 'own' }, nowMs),
  edit: makeLink({ role: 'edit' }, nowMs),
  comment: makeLink({ role: 'comment' }, nowMs),
  view: makeLink({ role: 'view' }, nowMs),
})

export const claimed = (links: Readonly<Record<Role, MadeLink>>, anyone: Role | null): BoardAccess => ({
  isClaimed: true,
  anyone,
  cap: null,
  sites: [],
  links: Object.values(links).map(({ link }) => link),
  bans: [],
})

/** Is there a link that owns the board and never ends? Without one, a board could end up with nobody who may give it away. */
export const hasLastingOwner = ({ links }: BoardAccess): boolean =>
  links.some(({ role, expiresAt }) => role === 'own' && expiresAt === null)
