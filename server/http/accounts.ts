import type { RequestHandler } from 'express'
import type { Deed } from '#board/deeds.ts'
import type { Access } from '../access/access.ts'
import { withoutMember } from '../access/board-access.ts'
import type { BoardAccess, Member } from '../access/board-access.ts'
import { standingOf } from '../access/claims.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Holder } from '../storage/homes.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { grantOf } from './door.ts'
import { HttpError } from './errors.ts'
import { stillOwned } from './links.ts'

export interface AccountsParts {
  readonly access: Access
  readonly storage: Pick<BoardStorage, 'homes'>
}

/** A member who has never opened it. */
const notHere = ({ account, name }: Member): Holder => ({
  account,
  name,
  ways: [],
  openedAt: 0,
  folder: null,
  starred: false,
})

/** Somebody who needs no link any more: by themselves, or by one that they have opened. */
function shownAccount(access: BoardAccess, { account, name, ...held }: Holder, me: string): object {
  const { role, claim } = standingOf(access, { id: account, name }, held, Date.now())
  const member = access.members.find((one) => one.account === account)
  const link = access.links.find(({ id }) => id === claim.via)
  return {
    principal: account,
    name: name || member?.name || '',
    role: role ?? null,
    isYou: account === me,
    member: member?.id ?? null,
    link: link?.label ?? null,
    openedAt: held.openedAt === 0 ? null : new Date(held.openedAt).toISOString(),
  }
}

/** `GET /api/boards/:id/accounts`: who has the board by being logged in, those who opened it last first. */
export const listAccounts =
  ({ access: every, storage }: AccountsParts): RequestHandler =>
  async (_request, response) => {
    const { board, principal: me } = grantOf(response)
    const access = await every.of(board)
    const held = await storage.homes.holders(board, SERVER_LIMITS.boardAccounts)
    const known = new Set(held.map(({ account }) => account))
    // Who was made a member has not always been there since.
    const others = access.members.filter(({ account }) => !known.has(account)).map(notHere)
    const all = [...held, ...others]
    response.set('Cache-Control', 'no-store').json({ accounts: all.map((one) => shownAccount(access, one, me)) })
  }

/** `DELETE /api/boards/:id/members/:member`: the board is theirs no longer, at once; a link that they know still opens it. */
export const removeMember =
  ({ access }: AccountsParts): RequestHandler =>
  async (request, response) => {
    const { board, principal } = grantOf(response)
    const member = (await access.of(board)).members.find(({ id }) => id === request.params['member'])
    if (member === undefined) throw new HttpError(404, 'no-such-member', 'This board has no such member.')
    const deed: Deed = { did: 'member-removed', name: member.name, role: member.role }
    await access.change(board, principal, deed, (before) => stillOwned(before, withoutMember(before, member.id)))
    response.status(204).end()
  }
