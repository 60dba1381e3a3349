import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Deed } from '#board/deeds.ts'
import { applyDifference, isNoDifference } from '#board/document/difference.ts'
import type { Access } from '../access/access.ts'
import { activityIn } from '../history/authors.ts'
import type { PastUndoing } from '../history/past-job.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { LogEntry, LogHead } from '../storage/past.ts'
import { atDesk } from './at-desk.ts'
import { bodyOf, queryOf } from './bodies.ts'
import { grantOf } from './door.ts'
import { HttpError, noSuchBoard } from './errors.ts'
import { worked } from './history.ts'
import type { HistoryParts } from './history.ts'
import { noSuchMoment } from './moments.ts'

export type AuthorsParts = HistoryParts & { readonly access: Access }

const principal = z.string().min(1).max(SERVER_LIMITS.principalLength)

export const workQuery = z.object({ principal: principal.describe('As `GET /api/boards/:id/authors` says it.') })
export const undoWish = z
  .union([
    z.strictObject({ principal }),
    z.strictObject({ update: z.int().min(1).describe('The number of one update, as undoing answers it.') }),
  ])
  .meta({ id: 'UndoWish' })

type Whose = z.output<typeof undoWish>

const timeOf = (ms: number): string => new Date(ms).toISOString()

/** `GET /api/boards/:id/authors`: who worked on the board, as far as its history reaches; who is gone, too. */
export const listAuthors =
  ({ storage }: AuthorsParts): RequestHandler =>
  async (_request, response) => {
    const { board, principal: me } = grantOf(response)
    const past = await storage.past.of(board)
    if (past === undefined) throw noSuchBoard()
    const authors = activityIn(past.heads).map(({ author: { principal: who, name }, updates, bytes, from, to }) => ({
      principal: who,
      name,
      isYou: who === me,
      updates,
      bytes,
      from: timeOf(from),
      to: timeOf(to),
    }))
    response.set('Cache-Control', 'no-store').json({ authors })
  }

/** `GET /api/boards/:id/authors/work`: what is on the board, and what isn't any more, because of somebody. Nothing is changed. */
export const showWork =
  (parts: AuthorsParts): RequestHandler =>
  async (request, response) => {
    const { difference, kept, kinds } = await undoingOf(parts, grantOf(response).board, queryOf(request, workQuery))
    const { added, changed, removed } = difference
    response.set('Cache-Control', 'no-store').json({
      added: removed,
      kinds,
      changed: changed.map(({ id }) => id),
      removed: added.length,
      kept,
    })
  }

/**
 * `POST /api/boards/:id/history/undo`: undoes all that one person did, or one update, as a change like any other: it can be undone itself, and
 * whatever others did since stays.
 */
export const undoWork =
  (parts: AuthorsParts): RequestHandler =>
  async (request, response) => {
    const { board, principal: me } = grantOf(response)
    const whose = bodyOf(request, undoWish)
    const { difference, kept, bytes } = await undoingOf(parts, board, whose)
    const { added, changed, removed } = difference
    const load = { elements: Math.max(0, added.length - removed.length), bytes: added.length === 0 ? 0 : bytes }
    const written = isNoDifference(difference)
      ? undefined
      : await atDesk(parts.rooms, board, (desk) =>
          desk.write(grantOf(response), load, (on) => applyDifference(on, difference)),
        )
    if (written?.seq !== undefined) await parts.access.note(board, me, await whatWasUndone(parts, board, whose))
    response.set('Cache-Control', 'no-store').json({
      added: added.length,
      changed: changed.length,
      removed: removed.length,
      kept: kept.length,
      update: written?.seq ?? null,
    })
  }

/** Of the trail of changes: people by the name that they had last. */
async function whatWasUndone({ storage }: AuthorsParts, board: string, whose: Whose): Promise<Deed> {
  if ('update' in whose) return { did: 'update-undone', update: whose.update }
  const known = activityIn((await storage.past.of(board))?.heads ?? [])
  const name = known.find(({ author }) => author.principal === whose.principal)?.author.name
  return { did: 'work-undone', name: name || whose.principal }
}

async function undoingOf(
  { storage, states, pastWork }: AuthorsParts,
  board: string,
  whose: Whose,
): Promise<PastUndoing> {
  const past = await storage.past.of(board)
  if (past === undefined) throw noSuchBoard()
  const isTheirs = ({ seq, author }: Pick<LogHead, 'seq' | 'author'>): boolean =>
    'principal' in whose ? author?.principal === whose.principal : seq === whose.update
  const first = past.heads.find(isTheirs)
  if (first === undefined) throw noSuchMoment()
  const after = first.seq - 1
  const base = await storage.past.state(board, { seq: after })
  if (base === undefined) throw noSuchMoment()
  const { seq } = await states.find(board)
  const log: LogEntry[] = []
  for (let [at, left] = [after, SERVER_LIMITS.undoBytes]; at < seq; at = log.at(-1)?.seq ?? seq) {
    const part = await storage.past.log(board, at, seq, SERVER_LIMITS.logBytes)
    if (part.length === 0) break
    log.push(...part)
    left -= part.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (left < 0) throw new HttpError(409, 'too-long-ago', 'Too much has been drawn since to undo that.')
  }
  return worked(
    pastWork.without(
      base.bytes,
      log.map((entry) => ({ bytes: entry.bytes, isTheirs: isTheirs(entry) })),
    ),
  )
}
