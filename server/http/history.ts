import * as encoding from 'lib0/encoding'
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { applyDifference } from '#board/document/difference.ts'
import type { PastWork } from '../history/past-work.ts'
import { sittingsOf } from '../history/sittings.ts'
import type { Sitting } from '../history/sittings.ts'
import { JobError } from '../threads/job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import type { LogEntry, NamedVersion } from '../storage/past.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { Rooms } from '../sync/rooms.ts'
import { atDesk } from './at-desk.ts'
import { bodyOf, queryOf, WRONG } from './bodies.ts'
import { grantOf } from './door.ts'
import { HttpError, noSuchBoard } from './errors.ts'
import { moment, noSuchMoment } from './moments.ts'
import type { States } from './states.ts'

export interface HistoryParts {
  readonly storage: BoardStorage
  readonly rooms: Rooms
  readonly states: States
  readonly pastWork: PastWork
  readonly limits: Pick<Limits, 'historySeconds'>
}

const name = z.string().trim().min(1, WRONG.nameless).max(SERVER_LIMITS.versionName, WRONG.name)

export const newVersion = z
  .strictObject({ name, version: moment.optional().describe('The board as it is, if left out.') })
  .meta({ id: 'NewVersion' })
export const versionChange = z.strictObject({ name })
export const restoreWish = z.strictObject({ version: moment })
export const logQuery = z.object({
  after: z.coerce.number().int().min(0).default(0).describe('Updates after this one.'),
  upTo: z.coerce.number().int().min(0).optional().describe('And up to this one.'),
})

const timeOf = (ms: number): string => new Date(ms).toISOString()

const shownSitting = ({ from, to, people, ...rest }: Sitting): object => ({
  ...rest,
  from: timeOf(from),
  to: timeOf(to),
  people: people.map(({ author, updates }) => ({ name: author.name, updates })),
})

const shownVersion = ({ id, seq, at, namedAt, name: called, by }: NamedVersion): object => ({
  version: `v${id}`,
  seq,
  at: timeOf(at),
  namedAt: timeOf(namedAt),
  name: called,
  by,
})

/** `GET /api/boards/:id/history`: what happened when and by whom, what has a name, and how far back one can go. */
export const showHistory =
  ({ storage, limits }: HistoryParts): RequestHandler =>
  async (_request, response) => {
    const { board } = grantOf(response)
    const past = await storage.past.of(board)
    if (past === undefined) throw noSuchBoard()
    response.set('Cache-Control', 'no-store').json({
      earliest: past.earliest,
      newest: past.heads.at(-1)?.seq ?? past.earliest,
      keptSeconds: limits.historySeconds,
      sittings: sittingsOf(past.heads).map(shownSitting),
      versions: past.versions.map(shownVersion),
    })
  }

/** `GET /api/boards/:id/history/log`: updates as they came, for playing them back. */
export const showLog =
  ({ storage, states }: HistoryParts): RequestHandler =>
  async (request, response) => {
    const { after, upTo } = queryOf(request, logQuery)
    const { id, seq } = await states.find(grantOf(response).board)
    const entries = await storage.past.log(id, after, Math.min(upTo ?? seq, seq), SERVER_LIMITS.logBytes)
    response.set({ 'Cache-Control': 'no-store', 'Content-Type': 'application/octet-stream' }).end(encodeLog(entries))
  }

/** `varUint seq, varUint milliseconds since 1970, varString name, varUint8Array update` for each. */
function encodeLog(entries: readonly LogEntry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const { seq, at, author, bytes } of entries) {
    encoding.writeVarUint(encoder, seq)
    encoding.writeVarUint(encoder, at)
    encoding.writeVarString(encoder, author?.name ?? '')
    encoding.writeVarUint8Array(encoder, bytes)
  }
  return encoding.toUint8Array(encoder)
}

/**
 * `POST /api/boards/:id/history/restore`: makes the board what it was, as a change like any other. Nothing is destroyed: what was there until now
 * is in the history. Whoever is there sees it, and what an offline copy brings later is new work, never the old state.
 */
export const restoreMoment =
  ({ storage, rooms, states, pastWork }: HistoryParts): RequestHandler =>
  async (request, response) => {
    const { board } = grantOf(response)
    const { version } = bodyOf(request, restoreWish)
    const [target, now] = [await storage.past.state(board, version), await states.get(await states.find(board))]
    if (target === undefined) throw noSuchMoment()
    const difference = await worked(pastWork.difference(now.bytes, target.bytes))
    const { added, changed, removed } = difference
    const load = {
      elements: Math.max(0, added.length - removed.length),
      bytes: added.length === 0 ? 0 : target.bytes.length,
    }
    await atDesk(rooms, board, (desk) => desk.write(grantOf(response), load, (on) => applyDifference(on, difference)))
    response
      .set('Cache-Control', 'no-store')
      .json({ added: added.length, changed: changed.length, removed: removed.length })
  }

/** `POST /api/boards/:id/versions`: a moment gets a name, and is kept until that is deleted. */
export const nameVersion =
  ({ storage, states, rooms }: HistoryParts): RequestHandler =>
  async (request, response) => {
    const grant = grantOf(response)
    const { board } = grant
    const wish = bodyOf(request, newVersion)
    const { versions } = (await storage.past.of(board)) ?? { versions: [] }
    if (versions.length >= SERVER_LIMITS.boardVersions)
      throw new HttpError(
        409,
        'too-many-versions',
        `A board has at most ${SERVER_LIMITS.boardVersions} named versions.`,
      )
    const { seq } = await states.find(board)
    const by = rooms.peek(board)?.desk.nameOf(grant) ?? grant.vouched?.name ?? ''
    const named = await storage.past.name(board, wish.version ?? { seq }, wish.name, by)
    if (named === undefined) throw noSuchMoment()
    response.status(201).set('Cache-Control', 'no-store').json(shownVersion(named))
  }

const noSuchVersion = (): HttpError => new HttpError(404, 'no-such-version', 'This board has no version of that name.')

/** @throws {HttpError} 404 */
function versionId(raw: unknown): number {
  const id = /^v(\d{1,15})$/.exec(String(raw))?.[1]
  if (id === undefined) throw noSuchVersion()
  return Number(id)
}

/** `PATCH /api/boards/:id/versions/:version` */
export const renameVersion =
  ({ storage }: HistoryParts): RequestHandler =>
  async (request, response) => {
    const wish = bodyOf(request, versionChange)
    if (!(await storage.past.rename(grantOf(response).board, versionId(request.params['version']), wish.name)))
      throw noSuchVersion()
    response.status(204).end()
  }

/** `DELETE /api/boards/:id/versions/:version`: it is kept no longer than the rest of the history. */
export const forgetVersion =
  ({ storage }: HistoryParts): RequestHandler =>
  async (request, response) => {
    if (!(await storage.past.forget(grantOf(response).board, versionId(request.params['version']))))
      throw noSuchVersion()
    response.status(204).end()
  }

/** @throws {HttpError} 503 */
export async function worked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof JobError)) throw error
    throw new HttpError(503, `history-${error.code}`, `That was not possible: ${error.message}.`, { cause: error })
  }
}
