import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { AddressRate } from '../access/address-rate.ts'
import type { Gate } from '../access/gate.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { encodingFor } from './compression.ts'
import { answeredUnchanged } from './conditional.ts'
import { HttpError, noSuchBoard, tooManyRequests } from './errors.ts'
import { versionOf } from './states.ts'
import type { States } from './states.ts'

export interface BoardsParts {
  readonly gate: Gate
  readonly storage: BoardStorage
  readonly states: States
  readonly publicUrl: string | undefined
}

export interface MakingParts extends BoardsParts {
  readonly addressOf: (request: Request) => string | undefined
  readonly boardsPerHour: number
}

const HOUR_MS = 3_600_000

const HOST = /^[\w.:[\]-]+$/

/** Where the client reached us, without a slash at the end. */
export function baseUrl(request: Request, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl
  const { host } = request.headers
  if (host === undefined || !HOST.test(host))
    throw new HttpError(400, 'bad-request', 'The Host header is missing or unusable.')
  return `${request.protocol}://${host}`
}

/** The id in the path. @throws {HttpError} 404 when it isn't shaped like one */
export function boardIdOf(request: Request, gate: Gate): string {
  const id = gate.boardId(request.params['id'])
  if (id === undefined) throw noSuchBoard()
  return id
}

/** `POST /api/boards` */
export const createBoard = ({ storage, publicUrl, addressOf, boardsPerHour }: MakingParts): RequestHandler => {
  const made = new AddressRate(boardsPerHour, HOUR_MS)
  return async (request, response) => {
    const address = addressOf(request)
    const waitMs = address === undefined ? 0 : made.spend(address, performance.now())
    if (waitMs > 0) throw tooManyRequests('Too many boards were made from here.', waitMs)
    const base = baseUrl(request, publicUrl)
    const { id } = await storage.create(randomBytes(16).toString('base64url'))
    const url = `${base}/b/${id}`
    response.status(201).location(url).set('Cache-Control', 'no-store').json({ id, url })
  }
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
    response.set({ 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' })
    const info = await states.find(id)
    if (answeredUnchanged(request, response, tagOf(versionOf(info)))) return
    const { version, encoding, bytes } = await states.encoded(info, encodingFor(request))
    if (encoding !== 'identity') response.set('Content-Encoding', encoding)
    response.set({ ETag: tagOf(version), 'Content-Type': 'application/octet-stream' }).end(bytes)
  }

const tagOf = (version: string): string => `W/"${version}"`
