import type { Role } from '#board/protocol.ts'
import type { Account } from './accounts.ts'
import type { BoardAccess, Link } from './board-access.ts'
import { hashOf, isSame, linkIdOf, newLinkId, newSecret } from './secrets.ts'

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
  /** Chosen by whoever asks for the link; left out, it is made here. */
  readonly secret?: string | undefined
}

export function makeLink(
  { role, label = '', expiresAt = null, password = null, secret: chosen }: LinkWish,
  nowMs: number,
): MadeLink {
  const id = chosen === undefined ? newLinkId() : linkIdOf(chosen)
  const secret = chosen ?? newSecret(role, id)
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
export const replacementOf = ({ role, label, expiresAt, password }: Link, nowMs: number, secret?: string): MadeLink =>
  makeLink({ role, label, expiresAt, password, secret }, nowMs)

/** The link of a secret, if it has been made already: whoever asks again, as they got no answer, is answered the same. */
export function madeBefore({ links }: BoardAccess, secret: string | undefined): MadeLink | undefined {
  if (secret === undefined) return undefined
  const hash = hashOf(secret)
  const link = links.find((one) => isSame(one.hash, hash))
  return link && { link, secret }
}

/** One link of each role, as a new board has them. */
export const linksOfNewBoard = (
  nowMs: number,
  secrets: Partial<Readonly<Record<Role, string>>> = {},
): Readonly<Record<Role, MadeLink>> => ({
  own: makeLink({ role: 'own', secret: secrets.own }, nowMs),
  edit: makeLink({ role: 'edit', secret: secrets.edit }, nowMs),
  comment: makeLink({ role: 'comment', secret: secrets.comment }, nowMs),
  view: makeLink({ role: 'view', secret: secrets.view }, nowMs),
})

/** @param owner whose board it is; `undefined`: whoever has its links */
export const claimed = (
  links: Readonly<Record<Role, MadeLink>>,
  anyone: Role | null,
  owner: Account | undefined,
): BoardAccess => ({
  isClaimed: true,
  anyone,
  cap: null,
  slowSeconds: 0,
  sites: [],
  links: Object.values(links).map(({ link }) => link),
  members: owner === undefined ? [] : [{ id: newLinkId(), account: owner.id, name: owner.name, role: 'own' }],
  bans: [],
  trashedAt: null,
})

/** Is there a link that owns the board and never ends, or a member? Without one, a board could end up with nobody who may give it away. */
export const hasLastingOwner = ({ links, members }: BoardAccess): boolean =>
  members.some(({ role }) => role === 'own') ||
  links.some(({ role, expiresAt }) => role === 'own' && expiresAt === null)
