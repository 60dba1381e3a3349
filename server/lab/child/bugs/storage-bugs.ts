import { DatabaseSync } from '@photostructure/sqlite'
import * as Y from 'yjs'
import type { Append, BoardStorage } from '../../../storage/storage.ts'
import { withVerbs } from '../../../with-verbs.ts'
import type { Bug } from './bug.ts'

const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** What `append` would answer if it worked. */
async function seqsAfter(storage: BoardStorage, batch: readonly Append[]): Promise<ReadonlyMap<string, number>> {
  const infos = await Promise.all(batch.map(({ board }) => storage.find(board)))
  return new Map(batch.map(({ board, updates }, index) => [board, (infos[index]?.seq ?? 0) + updates.length]))
}

/** Appends something else than it was given. */
const appending =
  (change: (batch: readonly Append[]) => readonly Append[]): NonNullable<Bug['storage']> =>
  (inner) =>
    withVerbs(inner, { append: (batch) => inner.append(change(batch)) })

const eachUpdate = (change: (updates: readonly Uint8Array[]) => readonly Uint8Array[]): NonNullable<Bug['storage']> =>
  appending((batch) => batch.map(({ board, updates }) => ({ board, updates: change(updates) })))

/** Says that a group is on disk, and writes it a moment later. */
const acknowledgesBeforeCommit: Bug = {
  storage: (inner) => {
    let last: Promise<unknown> = Promise.resolve()
    return withVerbs(inner, {
      append: async (batch) => {
        const seqs = await seqsAfter(inner, batch)
        last = last.then(() => sleep(15)).then(() => inner.append(batch))
        return seqs
      },
    })
  },
}

/** Takes an error of the disk for a success. */
const acknowledgesErrors: Bug = {
  storage: (inner) => withVerbs(inner, { append: (batch) => inner.append(batch).catch(() => seqsAfter(inner, batch)) }),
}

/** Opens a board that can't be loaded as if it were new. */
const opensBlankOnError: Bug = {
  storage: (inner) =>
    withVerbs(inner, {
      load: (board) =>
        inner.load(board).catch(async () => {
          const info = await inner.find(board)
          return info && { info, updates: [], tail: 0 }
        }),
    }),
}

/** Now and then reads a board without its newest update. */
const loadsTooLittle: Bug = {
  storage: (inner) =>
    withVerbs(inner, {
      load: async (board) => {
        const stored = await inner.load(board)
        return stored && { ...stored, updates: stored.updates.slice(0, -1) }
      },
    }),
}

/** Writes all updates of a group but the last. */
const forgetsLastOfGroup: Bug = {
  storage: eachUpdate((updates) => (updates.length > 1 ? updates.slice(0, -1) : updates)),
}

/** Stores what was drawn, but not what was deleted. */
const forgetsDeletions: Bug = { storage: eachUpdate((updates) => updates.map(withoutDeletions)) }

/** The update up to its delete set, which is its last part, and an empty one. */
function withoutDeletions(update: Uint8Array): Uint8Array {
  const { structs, ds } = Y.decodeUpdate(update)
  if (ds.clients.size === 0 || structs.length === 0) return ds.clients.size === 0 ? update : Uint8Array.of(0, 0)
  const empty = new Y.Doc()
  const alone = Y.encodeStateAsUpdate(empty)
  const whole = Y.mergeUpdates([update, alone])
  const onlyDeletions = Y.diffUpdate(whole, vectorPast(structs))
  // The difference to somebody who has all of its structs is a 0 for them, and the delete set.
  return Uint8Array.of(...whole.subarray(0, whole.length - (onlyDeletions.length - 1)), 0)
}

function vectorPast(structs: ReturnType<typeof Y.decodeUpdate>['structs']): Uint8Array {
  const ends = new Map<number, number>()
  for (const { id, length } of structs) ends.set(id.client, Math.max(ends.get(id.client) ?? 0, id.clock + length))
  return Y.encodeStateVector(ends)
}

/** Gives updates of one board to another one that is written with it. */
const mixesBoardsUp: Bug = {
  storage: appending((batch) => {
    const [first, second] = batch
    if (first === undefined || second === undefined) return batch
    return [{ ...first, updates: second.updates }, { ...second, updates: first.updates }, ...batch.slice(2)]
  }),
}

/** @param sql any number of statements; `$board` stands for the board's id, which needs no escaping */
function withSql(file: string, board: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(`PRAGMA busy_timeout = 2000; BEGIN IMMEDIATE; ${sql.replaceAll('$board', `'${board}'`)}; COMMIT`)
  database.close()
}

const NEWEST = 'FROM log WHERE row = (SELECT row FROM log WHERE board = $board ORDER BY seq DESC LIMIT 1)'

/** Deletes the newest update with those that the snapshot stands for. */
const deletesOneTooFar: Bug = {
  storage: (inner, file) =>
    withVerbs(inner, {
      compact: (board) => {
        withSql(file, board, `DELETE ${NEWEST}`)
        return inner.compact(board)
      },
    }),
}

/** Makes the snapshot of a board from the document as it was one update ago. */
const snapshotsAreOlder: Bug = {
  storage: (inner, file) =>
    withVerbs(inner, {
      compact: async (board) => {
        withSql(
          file,
          board,
          `DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * ${NEWEST}; DELETE ${NEWEST};
            UPDATE boards SET seq = seq - 1 WHERE id = $board`,
        )
        const isCompacted = await inner.compact(board).catch(() => false)
        withSql(
          file,
          board,
          `UPDATE boards SET seq = seq + 1 WHERE id = $board;
            ${isCompacted ? "UPDATE snapshots SET seq = seq + 1 WHERE board = $board AND state = 'live'" : 'INSERT INTO log SELECT * FROM kept'}`,
        )
        return isCompacted
      },
    }),
}

export const STORAGE_BUGS: Readonly<Record<string, Bug>> = {
  'acknowledges before the commit': acknowledgesBeforeCommit,
  'acknowledges what the disk refused': acknowledgesErrors,
  'opens a board that can not be loaded as a blank one': opensBlankOnError,
  'loads all but the newest update': loadsTooLittle,
  'writes all but the last update of a group': forgetsLastOfGroup,
  'stores no deletions': forgetsDeletions,
  'deletes one update too many after a compaction': deletesOneTooFar,
  'makes snapshots from an older document': snapshotsAreOlder,
  'mixes up boards that are written together': mixesBoardsUp,
}
