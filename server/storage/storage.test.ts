import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { DIST, temporaryFolder } from '../testing/start.ts'
import { compact } from './compaction.ts'
import { crc32c } from './crc32c.ts'
import { MemoryStorage } from './memory.ts'
import { SqliteDatabase } from './sqlite-database.ts'
import { SqliteStorage } from './sqlite.ts'
import { storageContract } from './storage.contract.ts'
import type { BoardStorage } from './storage.ts'

const WORKER = new URL('server/sqlite-worker.mjs', DIST)

function closing<Storage extends BoardStorage>(storage: Storage): Storage {
  onTestFinished(() => storage.close())
  return storage
}

const openSqlite = (folder = temporaryFolder()): SqliteStorage =>
  closing(new SqliteStorage(join(folder, 'drawbridge.sqlite'), WORKER))

storageContract('memory', () => closing(new MemoryStorage()))
storageContract('SQLite', () => openSqlite())

it('[STORE8] what was appended is there when the file is opened again', async () => {
  const folder = temporaryFolder()
  const first = openSqlite(folder)
  await first.create('board-0001')
  await first.append([{ board: 'board-0001', updates: [Uint8Array.of(1, 2, 3)] }])
  await first.close()
  const second = openSqlite(folder)
  expect((await second.load('board-0001'))?.updates.map((update) => Array.from(update))).toEqual([[1, 2, 3]])
})

it('[STORE9] a damaged row is never handed out', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder)
  await storage.create('board-0001')
  await storage.append([{ board: 'board-0001', updates: [Uint8Array.of(1, 2, 3)] }])
  await storage.close()
  const file = join(folder, 'drawbridge.sqlite')
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const raw = new DatabaseSync(file)
  raw.exec(`UPDATE log SET bytes = x'010203FF'`)
  raw.close()
  await expect(openSqlite(folder).load('board-0001')).rejects.toMatchObject({ name: 'StorageError', code: 'damaged' })
})

it('[STORE10] a file that can not be opened is an error of storage, and works once it can', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'drawbridge.sqlite')
  mkdirSync(file)
  const storage = closing(new SqliteStorage(file, WORKER))
  await expect(storage.find('board-0001')).rejects.toMatchObject({ name: 'StorageError', code: 'io' })
  rmSync(file, { recursive: true })
  expect(await storage.find('board-0001')).toBeUndefined()
})

it('[STORE11] the database commits in WAL mode and fully synchronous', () => {
  const file = join(temporaryFolder(), 'drawbridge.sqlite')
  const database = new SqliteDatabase(file)
  onTestFinished(() => database.close())
  expect(database.settings).toEqual({ journalMode: 'wal', synchronous: 2 })
})

it('[STORE12] the checksum is CRC-32C', () => {
  // The check value of the catalogue of parametrised CRC algorithms, and RFC 3720's 32 zeros.
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
})

it('[STORE13] a compacted board is the same board, and opens from one row', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.boolean()), { minLength: 510, maxLength: 540 }),
      async (steps) => {
        const storage = new MemoryStorage()
        await storage.create('board-0001')
        const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
        for (const [who, at, isDelete] of steps) {
          const doc = people[who] ?? new Y.Doc()
          const before = Y.encodeStateVector(doc)
          const array = doc.getArray('elements')
          if (isDelete && array.length > 0) array.delete(at % array.length)
          else array.insert(at % (array.length + 1), [{ at }])
          await storage.append([{ board: 'board-0001', updates: [Y.encodeStateAsUpdate(doc, before)] }])
        }
        const expected = docOf((await storage.load('board-0001'))?.updates)
        expect(await compact(storage, 'board-0001')).toBe(true)
        const stored = await storage.load('board-0001')
        expect(stored?.rows).toHaveLength(1)
        expect(docOf(stored?.updates).getArray('elements').toJSON()).toEqual(expected.getArray('elements').toJSON())
        expect(await compact(storage, 'board-0001')).toBe(false)
      },
    ),
    { numRuns: 3 },
  )
})

function docOf(updates: readonly Uint8Array[] = []): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}
