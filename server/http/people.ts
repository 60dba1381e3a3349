import type { RequestHandler } from 'express'
import type { Deed } from '#board/deeds.ts'
import type { Access } from '../access/access.ts'
import { ban } from '../access/board-access.ts'
import type { Rooms } from '../sync/rooms.ts'
import { bodyOf, newBan } from './bodies.ts'
import { grantOf } from './door.ts'

export interface PeopleParts {
  readonly access: Access
  readonly rooms: Rooms
}

const MINUTE_MS = 60_000

/** `GET /api/boards/:id/people`: who is connected, with what role and by which link. `client` is what presence calls them. */
export const listPeople =
  ({ access, rooms }: PeopleParts): RequestHandler =>
  async (_request, response) => {
    const { board, principal: me } = grantOf(response)
    const { links } = await access.of(board)
    const people = Array.from(rooms.peek(board)?.connections ?? [], ({ client, role, grant }) => ({
      client: client ?? null,
      role,
      principal: grant.principal,
      isYou: grant.principal === me,
      name: grant.vouched?.name ?? null,
      link: links.find(({ id }) => id === grant.via)?.label ?? null,
    }))
    response.set('Cache-Control', 'no-store').json({ people })
  }

/** `POST /api/boards/:id/bans`: out at once, and for so many minutes, or until they are let in; 0 minutes lets them in again. */
export const banPerson =
  ({ access }: PeopleParts): RequestHandler =>
  async (request, response) => {
    const { board, principal: who } = grantOf(response)
    const { principal, name, minutes } = bodyOf(request, newBan)
    const whom = name || principal
    const deed: Deed =
      minutes === 0 ? { did: 'person-let-in', name: whom } : { did: 'person-removed', name: whom, minutes }
    const nowMs = Date.now()
    const until = minutes === null ? null : nowMs + minutes * MINUTE_MS
    await access.change(board, who, deed, (before) => ban(before, { principal, name, until }, nowMs))
    response.status(204).end()
  }

/** `GET /api/boards/:id/audit`: what was changed of who may do what, newest first. */
export const showAudit =
  ({ access }: PeopleParts): RequestHandler =>
  async (_request, response) => {
    const entries = await access.audit(grantOf(response).board)
    response
      .set('Cache-Control', 'no-store')
      .json({ entries: entries.map(({ at, who, deed }) => ({ at: new Date(at).toISOString(), who, deed })) })
  }
