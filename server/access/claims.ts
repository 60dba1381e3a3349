import { randomBytes } from 'node:crypto'
import type { Role } from '#board/protocol.ts'
import type { Holding } from '../storage/homes.ts'
import type { Account } from './accounts.ts'
import { MEMBER, atLeast, banOf, roleOf } from './board-access.ts'
import type { BoardAccess, Claim, Link, Vouched } from './board-access.ts'
import { banned, linkEnded, linkNeeded } from './denied.ts'
import type { Denied } from './denied.ts'

/** What somebody may do by a link, or by the address alone. @param browser a random name that theirs has for itself */
export function claimOf(
  link: Link | undefined,
  { browser, account }: { readonly browser?: string | undefined; readonly account?: Account | undefined },
): Claim {
  const guest = `${link?.id ?? 'anyone'}/${browser ?? randomBytes(12).toString('base64url')}`
  return {
    via: link?.id ?? '',
    generation: link?.generation ?? 0,
    principal: account?.id ?? guest,
    until: link?.expiresAt ?? null,
    vouched: account === undefined ? null : vouchedFor(account),
  }
}

/** Their role is said by what they came by. */
const vouchedFor = ({ name, login }: Account): Vouched => ({ role: null, name, login })

/** Says nothing of who somebody is, and ends with what let them in, not with their login. */
export const pictureClaim = ({ vouched, ...claim }: Claim): Claim => ({
  ...claim,
  principal: '',
  vouched: vouched?.role ? { role: vouched.role, name: null } : null,
})

/** What an account stands for on a board by itself: as a member of it, and by the links that it came by and that are still the same. */
export function claimsOf(access: BoardAccess, account: Account, held: Holding | undefined): Claim[] {
  const { id: principal } = account
  const vouched = vouchedFor(account)
  const memberships = access.members
    .filter((member) => member.account === principal)
    .map(({ id }) => ({ via: `${MEMBER}${id}`, generation: 0, principal, until: null, vouched }))
  const links = access.links
    .filter((link) => holds(held, link))
    .map(({ id, generation, expiresAt }) => ({ via: id, generation, principal, until: expiresAt, vouched }))
  return [...memberships, ...links]
}

/** What an account may do on a board now, and by which claim; no role: nothing any more. */
export function standingOf(
  access: BoardAccess,
  account: Account,
  held: Holding | undefined,
  nowMs: number,
): { readonly claim: Claim; readonly role: Role | undefined } {
  const claim = strongest(access, [claimOf(undefined, { account }), ...claimsOf(access, account, held)], nowMs)
  return { claim, role: roleOf(access, claim, nowMs) }
}

/** Has the account opened the board with this link, with the password that it has now? */
export const holds = (held: Holding | undefined, { id, generation }: Link): boolean =>
  held?.ways.some((way) => way.link === id && way.generation === generation) === true

/** The claim that allows the most; the first of those, and the first of all when none allows anything. */
export function strongest(access: BoardAccess, claims: readonly [Claim, ...Claim[]], nowMs: number): Claim {
  return claims.reduce((best, claim) => {
    const [role, most] = [roleOf(access, claim, nowMs), roleOf(access, best, nowMs)]
    return role !== undefined && (most === undefined || !atLeast(most, role)) ? claim : best
  })
}

/** Why a claim allows nothing. */
export function noRole(access: BoardAccess, claim: Claim, nowMs: number): Denied {
  const ban = banOf(access, claim, nowMs)
  if (ban !== undefined) return banned(ban.until === null ? null : ban.until - nowMs)
  return claim.via === '' ? linkNeeded() : linkEnded()
}
