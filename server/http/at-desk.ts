import { NewerFormatError } from '#board/document/schema.ts'
import { CLOSE, waitSecondsOf } from '#board/protocol.ts'
import type { CloseCode } from '#board/protocol.ts'
import type { Desk } from '../sync/desk.ts'
import { Refusal } from '../sync/refusal.ts'
import type { Rooms } from '../sync/rooms.ts'
import { HttpError, noSuchBoard } from './errors.ts'

const REFUSALS: Partial<Readonly<Record<CloseCode, readonly [status: number, code: string]>>> = {
  [CLOSE.tooLarge]: [413, 'board-full'],
  [CLOSE.malformed]: [422, 'not-valid'],
  [CLOSE.storageDegraded]: [503, 'storage-degraded'],
  [CLOSE.restart]: [503, 'board-restarts'],
  [CLOSE.tooManyRequests]: [429, 'too-many-requests'],
}

/** Works on a board as it is now, together with everybody who is there. @throws {HttpError} */
export async function atDesk<T>(rooms: Rooms, board: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const lease = await rooms.join(board)
  if (lease === undefined) throw noSuchBoard()
  try {
    return await work(lease.room.desk)
  } catch (error) {
    throw toHttp(error)
  } finally {
    lease.release()
  }
}

function toHttp(error: unknown): unknown {
  if (error instanceof NewerFormatError) return new HttpError(409, error.code, sentence(error.message))
  if (!(error instanceof Refusal)) return error
  const [status, code] = REFUSALS[error.code] ?? [500, 'internal']
  const waitSeconds = waitSecondsOf(error.message)
  const retry = waitSeconds === undefined ? {} : { retryAfterSeconds: waitSeconds }
  return new HttpError(status, code, sentence(error.message), { cause: error, ...retry })
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
