import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import { DIST } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { crc32c } from './crc32c.ts'
import { fileOf, filesContract } from './files.contract.ts'
import { MemoryStorage } from './memory.ts'
import { encodeState, mergeLog } from './merge.ts'
import { SqliteLog } from './sqlite-log.ts'
import { SqliteStorage } from './sqlite.ts'
import { draw, elementsIn, storageContract } from './storage.contract.ts'
import type { BoardStorage } from './storage.ts'

const WORKER = new URL('server/sqlite-worker.mjs', DIST)
const BOARD = 'board-0001'

function closing<Storage extends BoardStorage>(storage: Storage): Storage {
  onTestFinished(() => storage.close())
  return storage
}

const openSqlite = (folder = temporaryFolder(), limits: Partial<Limits> = {}): SqliteStorage =>
  closing(new SqliteStorage(join(folder, 'drawbridge.sqlite'), WORKER, limits))

/** The file by another hand. */
function rawDatabase(folder: string): InstanceType<typeof DatabaseSync> {
  const raw = new DatabaseSync(join(folder, 'drawbridge.sqlite'))
  onTestFinished(() => raw.close())
  return raw
}

const count = (raw: InstanceType<typeof DatabaseSync>, what: string): number =>
  Number((raw.prepare(`SELECT count(*) AS count FROM ${what}`).get() as { readonly count: number }).count)

/** A board that was compacted, with two updates after its snapshot. */
async function compactedBoard(storage: BoardStorage): Promise<Y.Doc> {
  const doc = new Y.Doc()
  await storage.create(BOARD)
  await storage.append([{ board: BOARD, updates: draw(doc, 510) }])
  expect(await storage.compact(BOARD)).toBe(true)
  await storage.append([{ board: BOARD, updates: draw(doc, 2) }])
  return doc
}

storageContract('memory', () => closing(new MemoryStorage()))
storageContract('SQLite', () => openSqlite())
filesContract('memory', () => closing(new MemoryStorage()))
filesContract('SQLite', () => openSqlite(temporaryFolder(), { historySeconds: 0, fileGraceSeconds: 0 }))

it('[STORE45] a file is kept for as long as is granted, and never shorter than history could bring it back', async () => {
  for (const limits of [{ historySeconds: 0 }, { fileGraceSeconds: 0 }]) {
    const storage = openSqlite(temporaryFolder(), limits)
    await storage.create(BOARD)
    const file = fileOf(Uint8Array.of(1, 2, 3))
    await storage.files.put(BOARD, file)
    for (let sweeps = 0; sweeps < 3; sweeps++) await storage.files.sweep()
    await storage.prune()
    expect(await storage.files.has(BOARD, file.hash)).toBe(true)
  }
})

it('[STORE46] a part of a file that is missing or not what was written is damage of that file; what was never finished is nobody’s and goes', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder)
  await storage.create(BOARD)
  const [file, other] = [fileOf(new Uint8Array(300_000).fill(1)), fileOf(Uint8Array.of(1, 2, 3))]
  await storage.files.put(BOARD, file)
  await storage.files.put(BOARD, other)
  const raw = rawDatabase(folder)
  expect(count(raw, 'file_parts')).toBe(3)
  raw.exec("UPDATE file_parts SET bytes = x'00' WHERE part = 1")
  await expect(storage.files.read(BOARD, file.hash)).rejects.toMatchObject({ code: 'damaged' })
  raw.exec('DELETE FROM file_parts WHERE part = 1')
  await expect(storage.files.read(BOARD, file.hash)).rejects.toMatchObject({ code: 'damaged' })
  expect((await storage.files.read(BOARD, other.hash))?.bytes).toEqual(other.bytes)
  raw.exec("INSERT INTO files (hash, type, width, height, size, state) VALUES ('', '', 0, 0, 0, 'staged')")
  await storage.close()
  const again = openSqlite(folder)
  await again.prune()
  expect(count(raw, 'files')).toBe(2)
})

it('[STORE8] what was appended is there when the file is opened again', async () => {
  const folder = temporaryFolder()
  const first = openSqlite(folder)
  await first.create(BOARD)
  await first.append([{ board: BOARD, updates: [Uint8Array.of(1, 2, 3)] }])
  await first.close()
  expect((await openSqlite(folder).load(BOARD))?.updates.map((update) => Array.from(update))).toEqual([[1, 2, 3]])
})

it('[STORE9] a record that is not what was written is never handed out; set aside, it is kept', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder)
  const raw = rawDatabase(folder)
  await storage.create(BOARD)
  await storage.append([{ board: BOARD, updates: [...draw(new Y.Doc(), 1), ...draw(new Y.Doc(), 1)] }])
  raw.exec('UPDATE log SET bytes = zeroblob(length(bytes)) WHERE seq = 1')
  await expect(storage.load(BOARD)).rejects.toMatchObject({ name: 'StorageError', code: 'damaged' })
  await expect(storage.state(BOARD)).rejects.toMatchObject({ code: 'damaged' })
  expect(await storage.repair(BOARD)).toEqual({ lost: 1 })
  expect(elementsIn((await storage.load(BOARD))?.updates)).toHaveLength(1)
  expect(raw.prepare('SELECT seq, quarantine FROM log ORDER BY seq').all()).toMatchObject([
    { seq: 1, quarantine: 'checksum' },
    { seq: 2, quarantine: null },
  ])
})

it('[STORE9] an update that vanished is as bad as one that changed', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder)
  await storage.create(BOARD)
  await storage.append([{ board: BOARD, updates: [1, 2, 3].flatMap(() => draw(new Y.Doc(), 1)) }])
  const raw = rawDatabase(folder)
  for (const seq of [2, 3]) {
    raw.exec(`DELETE FROM log WHERE seq = ${seq}`)
    await expect(storage.load(BOARD)).rejects.toMatchObject({ code: 'damaged' })
    expect(await storage.repair(BOARD)).toEqual({ lost: 1 })
    expect(elementsIn((await storage.load(BOARD))?.updates)).toHaveLength(4 - seq)
  }
  raw.exec('DELETE FROM log')
  await expect(storage.repair(BOARD)).rejects.toMatchObject({ code: 'damaged' })
})

it('[STORE10] a file that can not be opened is an error of storage, and works once it can', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'drawbridge.sqlite')
  mkdirSync(file)
  const storage = closing(new SqliteStorage(file, WORKER))
  await expect(storage.find(BOARD)).rejects.toMatchObject({ name: 'StorageError', code: 'io' })
  rmSync(file, { recursive: true })
  expect(await storage.find(BOARD)).toBeUndefined()
})

it('[STORE11] the database commits in WAL mode and fully synchronous', () => {
  const file = join(temporaryFolder(), 'drawbridge.sqlite')
  const log = new SqliteLog(file, { ...DEFAULT_LIMITS, historySeconds: 0 })
  onTestFinished(() => log.close())
  expect(log.settings).toEqual({ journalMode: 'wal', synchronous: 2 })
})

it('[STORE12] the checksum is CRC-32C', () => {
  // The check value of the catalogue of parametrised CRC algorithms, and RFC 3720's 32 zeros.
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
})

it('[STORE13] a compacted board is the same board, and opens from one row', async () => {
  const storage = openSqlite(temporaryFolder(), { snapshotPartBytes: 1_024 })
  let boards = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.boolean()), { minLength: 510, maxLength: 540 }),
      async (steps) => {
        const board = `board-${String(++boards).padStart(4, '0')}`
        await storage.create(board)
        const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
        const updates: Uint8Array[] = []
        for (const [who, at, isDelete] of steps) {
          const doc = people[who] ?? new Y.Doc()
          const before = Y.encodeStateVector(doc)
          const array = doc.getArray('elements')
          if (isDelete && array.length > 0) array.delete(at % array.length)
          else array.insert(at % (array.length + 1), [{ at }])
          updates.push(Y.encodeStateAsUpdate(doc, before))
        }
        await storage.append([{ board, updates }])
        const expected = elementsIn((await storage.load(board))?.updates)
        expect(await storage.compact(board)).toBe(true)
        const stored = await storage.load(board)
        expect(stored?.updates).toHaveLength(1)
        expect(elementsIn(stored?.updates)).toEqual(expected)
      },
    ),
    { numRuns: 3 },
  )
})

it('[STORE18] a damaged snapshot is replaced by the updates that it stood for, and nothing is lost', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder)
  const doc = await compactedBoard(storage)
  rawDatabase(folder).exec('UPDATE parts SET bytes = zeroblob(length(bytes))')
  await expect(storage.load(BOARD)).rejects.toMatchObject({ code: 'damaged' })
  expect(await storage.repair(BOARD)).toEqual({ lost: 0 })
  const stored = await storage.load(BOARD)
  expect(stored).toMatchObject({ tail: 512, info: { lost: 0 } })
  expect(elementsIn(stored?.updates)).toEqual(doc.getArray('elements').toArray())
  expect(await storage.compact(BOARD)).toBe(true)
  expect(elementsIn((await storage.load(BOARD))?.updates)).toEqual(doc.getArray('elements').toArray())
})

it('[STORE19] a snapshot that is not what the log makes is an error, whatever is wrong with it', () => {
  const doc = new Y.Doc()
  const updates = draw(doc, 20)
  doc.getArray('elements').delete(3, 2)
  const log = [...updates, Y.encodeStateAsUpdate(doc)]
  expect(elementsIn([mergeLog(log)])).toEqual(doc.getArray('elements').toArray())
  const wrong: ((document: Y.Doc) => Uint8Array)[] = [
    () => mergeLog(updates.slice(0, 10)),
    () => mergeLog(updates),
    () => mergeLog([...log, ...draw(new Y.Doc(), 1)]),
    (document) => encodeState(document).slice(0, -1),
    () => Uint8Array.of(0, 0),
  ]
  for (const encode of wrong) expect(() => mergeLog(log, encode)).toThrow()
})

it('[STORE19] a snapshot that is not stored as it was written never counts, and nothing changes', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder)
  const doc = new Y.Doc()
  await storage.create(BOARD)
  await storage.append([{ board: BOARD, updates: draw(doc, 510) }])
  const raw = rawDatabase(folder)
  raw.exec(`CREATE TRIGGER flip AFTER INSERT ON parts BEGIN
    UPDATE parts SET bytes = zeroblob(length(NEW.bytes)) WHERE rowid = NEW.rowid; END`)
  await expect(storage.compact(BOARD)).rejects.toMatchObject({ code: 'damaged' })
  expect(await storage.load(BOARD)).toMatchObject({ tail: 510 })
  raw.exec('DROP TRIGGER flip')
  await storage.prune()
  expect(count(raw, 'parts')).toBe(0)
  expect(await storage.compact(BOARD)).toBe(true)
  expect(elementsIn((await storage.load(BOARD))?.updates)).toEqual(doc.getArray('elements').toArray())
})

it('[STORE20] a snapshot whose writer was killed counts for nothing, and goes', async () => {
  const folder = temporaryFolder()
  const first = openSqlite(folder)
  await compactedBoard(first)
  await first.close()
  const raw = rawDatabase(folder)
  raw.exec(`INSERT INTO snapshots (board, seq, at, state) VALUES ('${BOARD}', 512, 0, 'staged')`)
  raw.exec(`INSERT INTO parts SELECT max(id), 0, 0, x'00' FROM snapshots`)
  const second = openSqlite(folder)
  expect(await second.load(BOARD)).toMatchObject({ tail: 2 })
  await second.prune()
  expect([count(raw, 'parts'), count(raw, 'snapshots')]).toEqual([1, 1])
})

it.each([
  ['an hour', 3_600, 510],
  ['no time', 0, 0],
])('[STORE22] updates that a snapshot stands for are kept for %s', async (_name, historySeconds, kept) => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder, { historySeconds })
  await compactedBoard(storage)
  await storage.prune()
  expect(count(rawDatabase(folder), 'log WHERE seq <= 510')).toBe(kept)
  expect(elementsIn((await storage.load(BOARD))?.updates)).toHaveLength(512)
})

it('[STORE22] a board that nobody opens any more loses its history in time, and nothing else', async () => {
  const folder = temporaryFolder()
  const first = openSqlite(folder)
  await compactedBoard(first)
  await first.close()
  const second = openSqlite(folder, { historySeconds: 0 })
  await second.prune()
  expect(count(rawDatabase(folder), 'log')).toBe(2)
  expect(elementsIn((await second.load(BOARD))?.updates)).toHaveLength(512)
})

it('[STORE23] boards of the first version of the file open as they were', async () => {
  const folder = temporaryFolder()
  const raw = rawDatabase(folder)
  const doc = new Y.Doc()
  const merged = Y.mergeUpdates(draw(doc, 10))
  const updates = draw(doc, 3)
  raw.exec(`
    CREATE TABLE boards (id TEXT PRIMARY KEY, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
    CREATE TABLE log (
      row INTEGER PRIMARY KEY AUTOINCREMENT, board TEXT NOT NULL REFERENCES boards (id), seq INTEGER NOT NULL,
      is_snapshot INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX log_by_board ON log (board, is_snapshot DESC, row);
    INSERT INTO boards VALUES ('${BOARD}', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', 13);
    INSERT INTO boards VALUES ('board-0002', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', 10);
  `)
  const insert = raw.prepare('INSERT INTO log (board, seq, is_snapshot, crc, bytes) VALUES (?, ?, ?, ?, ?)')
  // Updates that arrived while it was compacted have numbers up to the snapshot's.
  insert.run(BOARD, 12, 1, crc32c(merged), merged)
  for (const [index, bytes] of updates.entries()) insert.run(BOARD, 11 + index, 0, crc32c(bytes), bytes)
  insert.run('board-0002', 10, 1, crc32c(merged), merged)
  const storage = openSqlite(folder)
  expect(await storage.load(BOARD)).toMatchObject({ tail: 3, info: { seq: 13, lost: 0 } })
  expect(elementsIn((await storage.load(BOARD))?.updates)).toHaveLength(13)
  expect(elementsIn((await storage.load('board-0002'))?.updates)).toHaveLength(10)
  await storage.append([{ board: 'board-0002', updates: draw(new Y.Doc(), 1) }])
  expect(elementsIn((await storage.load('board-0002'))?.updates)).toHaveLength(11)
})

it('[STORE24] closing waits for what its threads are doing: ended within SQLite, one would take the process along', async () => {
  const storage = openSqlite()
  await storage.create(BOARD)
  await storage.append([{ board: BOARD, updates: draw(new Y.Doc(), 3) }])
  const merging = storage.state(BOARD)
  // By the time that another thread has answered, the merging one was asked.
  await storage.find(BOARD)
  await storage.close()
  expect(await merging).toMatchObject({ seq: 3 })
})
