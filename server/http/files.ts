import { createHash } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { FILE_HASH } from '#board/files/file-hash.ts'
import type { Gate } from '../access/gate.ts'
import type { Examined, Examiner, FileFault } from '../files/examiner.ts'
import { JobError } from '../threads/job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import type { StoredFile } from '../storage/files.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { boardIdOf } from './boards.ts'
import { answeredUnchanged } from './conditional.ts'
import { counting, type Count } from './counting.ts'
import type { AddressOf } from './counting.ts'
import { HttpError, noSuchBoard } from './errors.ts'

export type FileLimits = Pick<
  Limits,
  | 'fileBytes'
  | 'filePixels'
  | 'boardFiles'
  | 'boardFilesMib'
  | 'filesMib'
  | 'personFilesPerMinute'
  | 'addressFilesPerMinute'
>

/** What storing pictures takes. */
export interface StoringParts {
  readonly storage: BoardStorage
  readonly examiner: Examiner
  readonly limits: FileLimits
}

export interface FileParts extends StoringParts {
  readonly gate: Gate
  readonly countPicture: Count
}

const MINUTE_MS = 60_000
const MIB = 1024 * 1024

/** A picture opened by itself may do nothing at all. */
const SANDBOX = "default-src 'none'; sandbox"
/** What a hash names never changes; who may see it is for each to ask. */
const FOR_EVER = 'private, max-age=31536000, immutable'

const noSuchFile = (): HttpError => new HttpError(404, 'no-such-file', 'This board has no file of this name.')

function hashOf(request: Request): string {
  const hash = request.params['hash']
  if (typeof hash !== 'string' || !FILE_HASH.test(hash)) throw noSuchFile()
  return hash
}

/** `GET /api/boards/:id/files/:hash` */
export const boardFile =
  ({ gate, storage }: FileParts): RequestHandler =>
  async (request, response) => {
    const board = boardIdOf(request, gate)
    const hash = hashOf(request)
    response.set({ 'Cache-Control': FOR_EVER, 'Content-Security-Policy': SANDBOX })
    if (!(await storage.files.has(board, hash))) throw noSuchFile()
    if (answeredUnchanged(request, response, `"${hash}"`)) return
    const file = await storage.files.read(board, hash)
    if (file === undefined) throw noSuchFile()
    response.set('Content-Type', file.type).end(file.bytes)
  }

/** How many pictures one person, or one address, may send. */
export const pictureRate = ({
  limits,
  addressOf,
}: {
  readonly limits: FileLimits
  readonly addressOf: AddressOf
}): Count =>
  counting({
    perPerson: limits.personFilesPerMinute,
    perAddress: limits.addressFilesPerMinute,
    withinMs: MINUTE_MS,
    addressOf,
    what: 'pictures were sent',
  })

/** Gives a board a picture, when it is proved to be one and there is room. @throws {HttpError} */
export async function storePicture(
  board: string,
  { hash, bytes }: Pick<StoredFile, 'hash' | 'bytes'>,
  parts: StoringParts,
): Promise<Picture & { readonly isNew: boolean }> {
  const { storage, limits } = parts
  if (bytes.length > limits.fileBytes) throw tooLarge(limits.fileBytes)
  const { type, width, height } = await examine(bytes, parts)
  await assertRoom(board, hash, bytes.length, parts)
  const isNew = await storage.files.put(board, { hash, type, width, height, bytes })
  return { type, width, height, isNew }
}

/** `PUT /api/boards/:id/files/:hash`: a picture's bytes as they are, named by their SHA-256. */
export const putFile = (parts: FileParts): RequestHandler => {
  const { gate, storage, limits, countPicture } = parts
  let receiving = 0
  return async (request, response) => {
    const board = boardIdOf(request, gate)
    const hash = hashOf(request)
    if ((await storage.find(board)) === undefined) throw noSuchBoard()
    countPicture(request, response)
    if (receiving >= SERVER_LIMITS.filesAtOnce)
      throw new HttpError(503, 'busy', 'Too many pictures are being received at the moment.')
    receiving++
    try {
      const bytes = await receive(request, limits.fileBytes, hash)
      const { isNew, ...picture } = await storePicture(board, { hash, bytes }, parts)
      response.status(isNew ? 201 : 200).set('Cache-Control', 'no-store')
      response.json({ hash, ...picture, bytes: bytes.length })
    } finally {
      receiving--
    }
  }
}

const tooLarge = (most: number): HttpError =>
  new HttpError(413, 'file-too-large', `A picture's file may have at most ${most} bytes.`)

/** The body, if it is no longer than allowed and what its name says. Nothing is read past the limit. @throws {HttpError} */
async function receive(request: Request, most: number, hash: string): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most)
  const chunks: Buffer[] = []
  const digest = createHash('sha256')
  let length = 0
  // A stream that is left early would take the connection along, and with it the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) throw tooLarge(most)
    chunks.push(chunk)
    digest.update(chunk)
  }
  if (digest.digest('hex') !== hash)
    throw new HttpError(422, 'wrong-hash', 'What arrived does not have the SHA-256 that it is named by.')
  return Buffer.concat(chunks, length)
}

type Picture = Exclude<Examined, { readonly fault: FileFault }>

const STATUS: Readonly<Record<FileFault, number>> = {
  'unknown-format': 415,
  damaged: 422,
  'not-only-a-picture': 422,
  'not-decodable': 422,
  'too-many-pixels': 413,
}

/** @throws {HttpError} unless it is a picture and nothing else, of a size that can be shown, that can be decoded */
async function examine(bytes: Uint8Array, { examiner, limits }: StoringParts): Promise<Picture> {
  try {
    const examined = await examiner.examine({ bytes, maxPixels: limits.filePixels })
    if (!('fault' in examined)) return examined
    throw new HttpError(STATUS[examined.fault], examined.fault, `No picture: ${examined.reason}.`)
  } catch (error) {
    if (!(error instanceof JobError)) throw error
    throw new HttpError(503, 'busy', 'Too many pictures are being looked at.', { cause: error })
  }
}

/** @throws {HttpError} when the board, or all of them together, have as many pictures as they may */
async function assertRoom(
  board: string,
  hash: string,
  length: number,
  { storage, limits }: StoringParts,
): Promise<void> {
  if (await storage.files.has(board, hash)) return
  const { files, bytes, allBytes } = await storage.files.usage(board)
  if (files >= limits.boardFiles || bytes + length > limits.boardFilesMib * MIB)
    throw new HttpError(413, 'board-full', 'This board has as many pictures as it may.')
  if (allBytes + length > limits.filesMib * MIB)
    throw new HttpError(507, 'server-full', 'There is no room for more pictures on this server.')
}
