import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { Access } from '../access/access.ts'
import type { Gate } from '../access/gate.ts'
import { claimed, linksOfNewBoard, madeBefore } from '../access/links.ts'
import type { MadeLink } from '../access/links.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { bodyOf, newBoard, newOwner } from './bodies.ts'
import { encodingFor } from './compression.ts'
import { answeredUnchanged } from './conditional.ts'
import { accountOf } from './account-of.ts'
import type { Count } from './counting.ts'
import { HttpError, noSuchBoard } from './errors.ts'
import { versionOf } from './states.ts'
import type { States } from './states.ts'

export interface BoardsParts {
  readonly gate: Gate
  readonly storage: BoardStorage
  readonly states: States
  readonly publicUrl: string | undefined
}

export interface MakingParts extends BoardsParts {
  readonly access: Access
  /** Counts a board that somebody is about to make. */
  readonly countBoard: Count
}

const HOST = /^[\w.:[\]-]+$/

/** Where the client reached us, without a slash at the end. */
export function baseUrl(request: Request, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl
  const { host } = request.headers
  if (host === undefined || !HOST.test(host))
    throw new HttpError(400, 'bad-request', 'The Host header is missing or unusable.')
  return `${request.protocol}://${host}`
}

/** The address of a board with a link's secret in the fragment, which browsers send to nobody. */
export const linkUrl = (base: string, board: string, secret: string): string => `${base}/b/${board}#k=${secret}`

const urlsOf = (
  base: string,
  board: string,
  links: Readonly<Record<Role, MadeLink>>,
): Readonly<Record<Role, string>> => ({
  own: linkUrl(base, board, links.own.secret),
  edit: linkUrl(base, board, links.edit.secret),
  comment: linkUrl(base, board, links.comment.secret),
  view: linkUrl(base, board, links.view.secret),
})

/** The id in the path. @throws {HttpError} 404 when it isn't shaped like one */
export function boardIdOf(request: Request, gate: Gate): string {
  const id = gate.boardId(request.params['id'])
  if (id === undefined) throw noSuchBoard()
  return id
}

/** `POST /api/boards` */
export const createBoard =
  (parts: MakingParts): RequestHandler =>
  async (request, response) => {
    parts.countBoard(request, response)
    await makeBoard(parts, request, response, bodyOf(request, newBoard).anyone)
  }

/** A new board with its links. @param fill puts on it what it begins with, before anybody has its address */
export async function makeBoard(
  { storage, access, publicUrl }: MakingParts,
  request: Request,
  response: Response,
  anyone: Role | null,
  fill: (board: string) => Promise<void> = async () => {},
): Promise<void> {
  const base = baseUrl(request, publicUrl)
  const { id } = await storage.create(randomBytes(16).toString('base64url'))
  await fill(id)
  const links = linksOfNewBoard(Date.now())
  const owner = accountOf(response)
  await access.change(id, owner?.id ?? '', { did: 'board-made' }, () => claimed(links, anyone, owner))
  if (owner !== undefined) await storage.homes.hold(owner, id, undefined, Date.now())
  const urls = urlsOf(base, id, links)
  response
    .status(201)
    .location(`${base}/b/${id}`)
    .set('Cache-Control', 'no-store')
    .json({ id, url: urls.edit, links: urls })
}

/** `POST /api/boards/:id/claim`: a board that was made before there were links gets an owner, and opens with links only. */
export const claimBoard =
  ({ gate, states, access, publicUrl }: MakingParts): RequestHandler =>
  async (request, response) => {
    const { id } = await states.find(boardIdOf(request, gate))
    const { anyone, secrets } = bodyOf(request, newOwner)
    const links = linksOfNewBoard(Date.now(), secrets)
    const now = await access.of(id)
    const isAskedAgain = secrets !== undefined && ROLES.every((role) => madeBefore(now, secrets[role]) !== undefined)
    if (!isAskedAgain)
      await access.change(id, '', { did: 'board-claimed' }, (before) => {
        if (before.isClaimed) throw new HttpError(409, 'claimed', 'This board has an owner.')
        return claimed(links, anyone, accountOf(response))
      })
    const urls = urlsOf(baseUrl(request, publicUrl), id, links)
    response.status(201).set('Cache-Control', 'no-store').json({ id, url: urls.edit, links: urls })
  }

/** `GET /api/boards/:id` */
export const describeBoard =
  ({ gate, storage, publicUrl }: BoardsParts): RequestHandler =>
  async (request, response) => {
    const info = await storage.find(boardIdOf(request, gate))
    if (info === undefined) throw noSuchBoard()
    const { id, createdAt, updatedAt, seq, lost } = info
    response
      .set('Cache-Control', 'no-store')
      .json({ id, url: `${baseUrl(request, publicUrl)}/b/${id}`, createdAt, updatedAt, seq, lost })
  }

/** `GET /api/boards/:id/state`: the Yjs V1 update that makes the board, as it is on disk. */
export const boardState =
  ({ gate, states }: BoardsParts): RequestHandler =>
  async (request, response) => {
    const id = boardIdOf(request, gate)
    response.set({ 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding' })
    const info = await states.find(id)
    if (answeredUnchanged(request, response, tagOf(versionOf(info)))) return
    const { version, encoding, bytes } = await states.encoded(info, encodingFor(request))
    if (encoding !== 'identity') response.set('Content-Encoding', encoding)
    response.set({ ETag: tagOf(version), 'Content-Type': 'application/octet-stream' }).end(bytes)
  }

const tagOf = (version: string): string => `W/"${version}"`
