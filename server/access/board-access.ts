import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { Whence } from './sites.ts'

/** A way onto a board: whoever knows its secret has its role. The secret itself is kept nowhere, only its hash. */
export interface Link {
  /** Names the link; no secret. A link that is replaced gets a new one, which is how its sessions end. */
  readonly id: string
  readonly role: Role
  readonly hash: string
  readonly label: string
  /** scrypt, as `secrets.ts` writes it; `null`: none. */
  readonly password: string | null
  /** How many passwords it has had: what was opened with an earlier one ends. */
  readonly generation: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly expiresAt: number | null
  /** Within a minute. */
  readonly usedAt: number | null
}

/** An account that has a role on the board by itself, whatever becomes of its links. */
export interface Member {
  /** Names the membership; says nothing of who it is. */
  readonly id: string
  /** The account's id. */
  readonly account: string
  /** What they were called when they became one. */
  readonly name: string
  readonly role: Role
}

/** Somebody who may not come in for a while. */
export interface Ban {
  readonly principal: string
  readonly name: string
  /** Milliseconds since 1970; `null`: until an owner lets them in again. */
  readonly until: number | null
}

/** Who may do what on one board, beside what hosts and logins say. A value: changes make a new one. */
export interface BoardAccess {
  /** False for boards that were made before there were links, and that nobody has claimed since. */
  readonly isClaimed: boolean
  /** What the address alone allows, without any link. */
  readonly anyone: Role | null
  /** The most that anybody but owners may do; `null`: what their link says. */
  readonly cap: Role | null
  /** Seconds that everybody but owners waits between two changes; 0: as they like. */
  readonly slowSeconds: number
  /** Origins of the sites that may show it in a frame; none: as the operator says. */
  readonly sites: readonly string[]
  readonly links: readonly Link[]
  readonly members: readonly Member[]
  readonly bans: readonly Ban[]
  /** Since when it is in the trash, ISO 8601: nobody may do anything then, but owners bring it back. `null`: it isn't there. */
  readonly trashedAt: string | null
}

/** Where somebody's role comes from, and who they are as far as that can be known. Signed into session tokens. */
export interface Claim {
  /** Id of a link; `''`: the address alone; `member:` and the id of a membership; `host:` and the id of a key: a host's token. */
  readonly via: string
  /** Of the link, when it was opened. */
  readonly generation: number
  /** Tells people apart: the link and the browser, or who vouches for them and what they are called there. */
  readonly principal: string
  /** When it ends, whatever renews tokens, milliseconds since 1970; `null`: never. */
  readonly until: number | null
  /** What somebody else says of them whom we trust: a host that embeds boards, or a login. `null`: nobody does. */
  readonly vouched: Vouched | null
}

/** Somebody who is known elsewhere. */
export interface Vouched {
  /** `null`: their link or the address says it. */
  readonly role: Role | null
  /** `null`: they call themselves what they like. */
  readonly name: string | null
  /** The login that it ends with; left out: it doesn't end before the claim. */
  readonly login?: string | undefined
}

/** What one connection or request may do, and why. */
export interface Grant extends Claim {
  readonly board: string
  readonly role: Role
  /** No more than this was asked for. */
  readonly asked: Role
  readonly from: Whence
}

/** A board that was made before there were links: whoever knows its address may edit, until somebody claims it. */
export const UNCLAIMED: BoardAccess = {
  isClaimed: false,
  anyone: 'edit',
  cap: null,
  slowSeconds: 0,
  sites: [],
  links: [],
  members: [],
  bans: [],
  trashedAt: null,
}

/** Begins the `via` of a member; no link's id looks like that. */
export const MEMBER = 'member:'

export const atLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least)

export const lesser = (a: Role, b: Role): Role => (atLeast(a, b) ? b : a)

/** The role that a claim stands for now; `undefined`: none any more. Owners are neither capped nor banned. */
export function roleOf(access: BoardAccess, claim: Claim, nowMs: number): Role | undefined {
  const { until } = claim
  if (until !== null && nowMs >= until) return undefined
  const role = roleSaid(access, claim, nowMs)
  if (role === 'own') return role
  if (role === null || role === undefined) return undefined
  if (banOf(access, claim, nowMs) !== undefined) return undefined
  return access.cap === null ? role : lesser(role, access.cap)
}

/** Whoever was removed stays out by every link, and by the address alone: guests are known by their browser. */
export const banOf = ({ bans }: BoardAccess, claim: Claim, nowMs: number): Ban | undefined =>
  bans.find((one) => isInForce(one, nowMs) && isWhom(claim, one))

const isInForce = ({ until }: Ban, nowMs: number): boolean => until === null || nowMs < until

function isWhom({ principal, vouched }: Claim, banned: Ban): boolean {
  if (vouched !== null || banned.principal === principal) return banned.principal === principal
  return browserOf(banned.principal) === browserOf(principal)
}

/** The part of a guest's principal that is the same by every link. */
export const browserOf = (principal: string): string => principal.slice(principal.lastIndexOf('/') + 1)

function roleSaid(access: BoardAccess, { via, generation, vouched }: Claim, nowMs: number): Role | null | undefined {
  if (vouched !== null && vouched.role !== null) return vouched.role
  if (via.startsWith(MEMBER)) return access.members.find(({ id }) => id === via.slice(MEMBER.length))?.role
  return via === '' ? access.anyone : roleOfLink(access, { via, generation }, nowMs)
}

function roleOfLink(
  { links }: BoardAccess,
  { via, generation }: Pick<Claim, 'via' | 'generation'>,
  nowMs: number,
): Role | undefined {
  const link = links.find(({ id }) => id === via)
  return link?.generation !== generation || isExpired(link, nowMs) ? undefined : link.role
}

export const isExpired = ({ expiresAt }: Link, nowMs: number): boolean => expiresAt !== null && nowMs >= expiresAt

export const changeLink = (access: BoardAccess, id: string, change: (link: Link) => Link): BoardAccess => ({
  ...access,
  links: access.links.map((link) => (link.id === id ? change(link) : link)),
})

export const withoutLink = (access: BoardAccess, id: string): BoardAccess => ({
  ...access,
  links: access.links.filter((link) => link.id !== id),
})

export const withoutMember = (access: BoardAccess, id: string): BoardAccess => ({
  ...access,
  members: access.members.filter((member) => member.id !== id),
})

/** Those of the past go. */
export const ban = (access: BoardAccess, { principal, name, until }: Ban, nowMs: number): BoardAccess => ({
  ...access,
  bans: [
    ...access.bans.filter((one) => one.principal !== principal && isInForce(one, nowMs)),
    ...(isInForce({ principal, name, until }, nowMs) ? [{ principal, name, until }] : []),
  ],
})
