import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { AddressRate } from '../access/address-rate.ts'
import type { Gate } from '../access/gate.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { BoardState } from '../sync/group.ts'
import type { Rooms } from '../sync/rooms.ts'
import { compress, encodingFor } from './compression.ts'
import type { Encoding } from './compression.ts'
import { answeredUnchanged } from './conditional.ts'
import { HttpError, noSuchBoard, tooManyRequests } from './errors.ts'

export interface BoardsParts {
  readonly gate: Gate
  readonly storage: BoardStorage
  readonly rooms: Rooms
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

/** Sequence number of what is on disk. @throws {HttpError} 404 */
export async function currentSeq(
  id: string,
  { rooms, storage }: Pick<BoardsParts, 'rooms' | 'storage'>,
): Promise<number> {
  const seq = rooms.peek(id)?.seq ?? (await storage.find(id))?.seq
  if (seq === undefined) throw noSuchBoard()
  return seq
}

/** A board's state, with nothing in it that isn't on disk. @throws {HttpError} 404 */
export async function committedState(id: string, rooms: Rooms): Promise<BoardState> {
  const lease = await rooms.join(id)
  if (lease === undefined) throw noSuchBoard()
  try {
    return await lease.room.state()
  } catch (error) {
    throw new HttpError(503, 'storage-degraded', 'The board can not be read at the moment.', { cause: error })
  } finally {
    lease.release()
  }
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
    const { id, createdAt, updatedAt, seq } = info
    response
      .set('Cache-Control', 'no-store')
      .json({ id, url: `${baseUrl(request, publicUrl)}/b/${id}`, createdAt, updatedAt, seq })
  }

/** Fast rather than small: a state changes with every stroke. */
const STATE_QUALITY = 4

/**
 * `GET /api/boards/:id/state`: the Yjs V1 update that makes the board. Encoded once per sequence number, compressed once
 * per encoding; both are forgotten with the room.
 */
export const boardState = (parts: BoardsParts): RequestHandler => {
  const compressed = new WeakMap<Uint8Array, Map<Encoding, Promise<Uint8Array>>>()
  const encode = (bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> => {
    const known = compressed.get(bytes) ?? new Map<Encoding, Promise<Uint8Array>>()
    compressed.set(bytes, known)
    const body = known.get(encoding) ?? compress(bytes, encoding, STATE_QUALITY)
    known.set(encoding, body)
    return body
  }
  return async (request, response) => {
    const id = boardIdOf(request, parts.gate)
    response.set({ 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' })
    if (answeredUnchanged(request, response, stateTag(id, await currentSeq(id, parts)))) return
    const { seq, bytes } = await committedState(id, parts.rooms)
    const encoding = encodingFor(request)
    if (encoding !== 'identity') response.set('Content-Encoding', encoding)
    response
      .set({ ETag: stateTag(id, seq), 'Content-Type': 'application/octet-stream' })
      .end(await encode(bytes, encoding))
  }
}

const stateTag = (id: string, seq: number): string => `W/"${id}-${seq}"`
