import type { Request, RequestHandler } from 'express'
import type { Deed } from '#board/deeds.ts'
import type { Role } from '#board/protocol.ts'
import type { Access } from '../access/access.ts'
import { changeLink, withoutLink } from '../access/board-access.ts'
import type { BoardAccess, Link } from '../access/board-access.ts'
import { changedParts, withLink } from '../access/deeds.ts'
import { Denied } from '../access/denied.ts'
import { hasLastingOwner, madeBefore, makeLink, replacementOf } from '../access/links.ts'
import type { MadeLink } from '../access/links.ts'
import { hashPassword } from '../access/secrets.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { accessChange, bodyOf, linkChange, linkReplacement, newLink, WRONG } from './bodies.ts'
import { baseUrl, linkUrl } from './boards.ts'
import { grantOf } from './door.ts'
import { HttpError } from './errors.ts'

export interface LinksParts {
  readonly access: Access
  readonly publicUrl: string | undefined
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

const shownLink = ({ id, role, label, password, createdAt, expiresAt, usedAt }: Link): object => ({
  id,
  role,
  label,
  hasPassword: password !== null,
  createdAt: timeOf(createdAt),
  expiresAt: timeOf(expiresAt),
  usedAt: timeOf(usedAt),
})

const shownAccess = ({ anyone, cap, slowSeconds, sites, links, members, bans }: BoardAccess): object => ({
  anyone,
  cap,
  slowSeconds,
  sites,
  links: links.map(shownLink),
  members: members.map(({ id, name, role }) => ({ id, name, role })),
  bans: bans.map(({ principal, name, until }) => ({ principal, name, until: timeOf(until) })),
})

function linkOf(access: BoardAccess, request: Request): Link {
  const link = access.links.find(({ id }) => id === request.params['link'])
  if (link === undefined) throw new Denied('no-such-link', 'this board has no such link')
  return link
}

/** `GET /api/boards/:id/access` */
export const showAccess =
  ({ access }: LinksParts): RequestHandler =>
  async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(shownAccess(await access.of(grantOf(response).board)))
  }

/** `PATCH /api/boards/:id/access` */
export const changeAccess =
  ({ access }: LinksParts): RequestHandler =>
  async (request, response) => {
    const { board, principal } = grantOf(response)
    const change = bodyOf(request, accessChange)
    const changed = await access.change(board, principal, { did: 'rules-set', rules: change }, (before) => ({
      ...before,
      anyone: change.anyone === undefined ? before.anyone : change.anyone,
      cap: change.cap === undefined ? before.cap : change.cap,
      slowSeconds: change.slowSeconds ?? before.slowSeconds,
      sites: change.sites ?? before.sites,
    }))
    response.set('Cache-Control', 'no-store').json(shownAccess(changed))
  }

/** `POST /api/boards/:id/links` */
export const addLink =
  ({ access, publicUrl }: LinksParts): RequestHandler =>
  async (request, response) => {
    const { board, principal } = grantOf(response)
    const { password, ...wish } = bodyOf(request, newLink)
    endsInFuture(wish.expiresAt)
    fitting(wish.role, wish.secret)
    const before = madeBefore(await access.of(board), wish.secret)
    const made = before ?? makeLink({ ...wish, password: password && (await hashPassword(password)) }, Date.now())
    const add = (before: BoardAccess): BoardAccess => {
      vacant(before, made.link.id)
      if (before.links.length >= SERVER_LIMITS.boardLinks)
        throw new HttpError(409, 'too-many-links', `A board has at most ${SERVER_LIMITS.boardLinks} links.`)
      return { ...before, links: [...before.links, made.link] }
    }
    if (before === undefined) await access.change(board, principal, withLink('link-made', made.link), add)
    response
      .status(201)
      .set('Cache-Control', 'no-store')
      .json(shownMade(request, board, made, publicUrl))
  }

/** `PATCH /api/boards/:id/links/:link` */
export const editLink =
  ({ access }: LinksParts): RequestHandler =>
  async (request, response) => {
    const { board, principal } = grantOf(response)
    const { password, ...rest } = bodyOf(request, linkChange)
    endsInFuture(rest.expiresAt)
    const hashed = password === undefined ? {} : { password: password && (await hashPassword(password)) }
    const { id, role, label } = linkOf(await access.of(board), request)
    const deed: Deed = { did: 'link-changed', role, label, changed: changedParts({ ...rest, password }) }
    const changed = await access.change(board, principal, deed, (before) =>
      stillOwned(
        before,
        changeLink(before, id, (link) => ({
          ...link,
          ...defined(rest),
          ...hashed,
          generation: link.generation + Number(typeof password === 'string'),
        })),
      ),
    )
    response.set('Cache-Control', 'no-store').json(shownLink(linkOf(changed, request)))
  }

/** `POST /api/boards/:id/links/:link/replace`: the old secret opens nothing any more, and whoever came with it has to leave. */
export const replaceLink =
  ({ access, publicUrl }: LinksParts): RequestHandler =>
  async (request, response) => {
    const { board, principal } = grantOf(response)
    const replace = async (link: Link, secret: string | undefined): Promise<MadeLink> => {
      fitting(link.role, secret)
      const made = replacementOf(link, Date.now(), secret)
      await access.change(board, principal, withLink('link-replaced', link), (before) => {
        vacant(before, made.link.id)
        return { ...before, links: before.links.map((one) => (one.id === link.id ? made.link : one)) }
      })
      return made
    }
    const { secret } = bodyOf(request, linkReplacement)
    const now = await access.of(board)
    const made = madeBefore(now, secret) ?? (await replace(linkOf(now, request), secret))
    response.set('Cache-Control', 'no-store').json(shownMade(request, board, made, publicUrl))
  }

/** `DELETE /api/boards/:id/links/:link` */
export const removeLink =
  ({ access }: LinksParts): RequestHandler =>
  async (request, response) => {
    const { board, principal } = grantOf(response)
    const link = linkOf(await access.of(board), request)
    await access.change(board, principal, withLink('link-revoked', link), (before) =>
      stillOwned(before, withoutLink(before, link.id)),
    )
    response.status(204).end()
  }

/** @throws {HttpError} 400 when a secret looks like one of another role */
function fitting(role: Role, secret: string | undefined): void {
  if (secret !== undefined && !secret.startsWith(role.charAt(0)))
    throw new HttpError(400, 'bad-request', `secret: one of the role ${role} begins with another letter`)
}

/** @throws {HttpError} 400 when a chosen secret names a link that there is already */
function vacant({ links }: BoardAccess, id: string): void {
  if (links.some((link) => link.id === id))
    throw new HttpError(400, 'bad-request', 'secret: another link is called that')
}

/** What has ended would only look like a link; to end one there is revoking it. @throws {HttpError} 400 */
function endsInFuture(expiresAt: number | null | undefined): void {
  if (typeof expiresAt === 'number' && expiresAt <= Date.now())
    throw new HttpError(400, 'bad-request', `expiresAt: ${WRONG.ended}`)
}

/** @throws {HttpError} 409 when a change would take the last owner link that never ends */
export function stillOwned(before: BoardAccess, after: BoardAccess): BoardAccess {
  if (hasLastingOwner(before) && !hasLastingOwner(after))
    throw new HttpError(409, 'last-owner', 'A board keeps at least one owner link, and one that never ends.')
  return after
}

const shownMade = (
  request: Request,
  board: string,
  { link, secret }: MadeLink,
  publicUrl: string | undefined,
): object => ({
  ...shownLink(link),
  url: linkUrl(baseUrl(request, publicUrl), board, secret),
})

/** What is left out stays as it is. */
const defined = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
