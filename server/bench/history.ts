import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { fillSampleBoard } from '#board/testing/sample-board.ts'
import { PastWork } from '../history/past-work.ts'
import { sittingsOf } from '../history/sittings.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { SqliteStorage } from '../storage/sqlite.ts'

/** One line of the result; times in milliseconds. */
interface Row {
  readonly strokes: number
  readonly logKib: number
  /** The time line: the whole log grouped by who and when. */
  readonly timeLine: number
  /** The board after half of the updates, and after all. */
  readonly half: number
  readonly now: number
  /** All updates, as a playback gets them. */
  readonly log: number
  /** What restoring the half would change, and that moment as a board of its own. */
  readonly difference: number
  readonly copy: number
}

const DIST = new URL('../../dist/', import.meta.url)
const AT_ONCE = 500

/** Boards of handwriting, a stroke an update, looked back at; sizes may be given. */
export async function run(sizes: readonly string[] = []): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const strokes of sizes.length > 0 ? sizes.map(Number) : [2_000, 20_000]) rows.push(await measure(strokes))
  return rows
}

async function measure(strokes: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-bench-'))
  const storage = new SqliteStorage(join(folder, 'drawbridge.sqlite'), new URL('server/sqlite-worker.mjs', DIST))
  const work = new PastWork({ worker: new URL('server/past-worker.mjs', DIST), timeoutMs: 600_000 })
  try {
    await storage.open()
    const { id } = await storage.create('a-board-that-is-looked-back-at')
    const updates = drawing(strokes)
    for (let at = 0; at < updates.length; at += AT_ONCE)
      await storage.append([{ board: id, updates: updates.slice(at, at + AT_ONCE) }])
    const seq = Math.floor(updates.length / 2)
    const bytes = updates.reduce((sum, { length }) => sum + length, 0)
    const timeLine = await timed(async () => sittingsOf((await storage.past.of(id))?.heads ?? []))
    const half = await timed(async () => stateAt(storage, id, seq))
    const now = await timed(async () => stateAt(storage, id, updates.length))
    const log = await timed(async () => readLog(storage, id, updates.length))
    const difference = await timed(() => work.difference(now.value, half.value))
    const copy = await timed(() => work.copy(half.value))
    return {
      strokes,
      logKib: Math.round(bytes / 1_024),
      timeLine: timeLine.ms,
      half: half.ms,
      now: now.ms,
      log: log.ms,
      difference: difference.ms,
      copy: copy.ms,
    }
  } finally {
    await work.close()
    await storage.close()
    rmSync(folder, { recursive: true })
  }
}

async function stateAt({ past }: SqliteStorage, board: string, seq: number): Promise<Uint8Array> {
  const state = await past.state(board, { seq })
  if (state === undefined) throw new Error(`there is no moment ${seq}`)
  return state.bytes
}

async function readLog({ past }: SqliteStorage, board: string, newest: number): Promise<void> {
  for (let after = 0; after < newest;) {
    const entries = await past.log(board, after, newest, SERVER_LIMITS.logBytes)
    after = entries.at(-1)?.seq ?? newest
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: Math.round(performance.now() - start), value }
}

/** One update for each stroke. */
function drawing(strokes: number): Uint8Array[] {
  const sample = createBoardDocument(new Y.Doc())
  fillSampleBoard(sample, strokes)
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const board = createBoardDocument(doc)
  for (const stroke of sample.copy(sample.ids())) board.add([stroke])
  return updates
}
