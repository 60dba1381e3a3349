import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import type { Limits } from '../limits.ts'
import { DIST } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { backup, restore } from './backup.ts'
import { fileOf } from './files.contract.ts'
import { MemoryStorage } from './memory.ts'
import { pastContract } from './past.contract.ts'
import { SqliteStorage } from './sqlite.ts'
import { draw, elementsIn } from './storage.contract.ts'
import type { BoardStorage } from './storage.ts'

const WORKER = new URL('server/sqlite-worker.mjs', DIST)
const BOARD = 'board-0001'

function closing<Storage extends BoardStorage>(storage: Storage): Storage {
  onTestFinished(() => storage.close())
  return storage
}

const openSqlite = (folder = temporaryFolder(), limits: Partial<Limits> = {}): SqliteStorage =>
  closing(new SqliteStorage(join(folder, 'drawbridge.sqlite'), WORKER, limits))

pastContract('memory', () => closing(new MemoryStorage()))
pastContract('SQLite', () => openSqlite())

/** A board whose history is forgotten at once, but for a moment that has a name. */
async function forgetful(storage: SqliteStorage): Promise<number> {
  const doc = new Y.Doc()
  await storage.create(BOARD)
  await storage.append([{ board: BOARD, updates: draw(doc, 3) }])
  const named = await storage.past.name(BOARD, { seq: 2 }, 'Kept', '')
  await storage.append([{ board: BOARD, updates: draw(doc, 600) }])
  expect(await storage.compact(BOARD)).toBe(true)
  await storage.prune()
  return named?.id ?? 0
}

it('[STORE53] a moment with a name outlives the history, compaction and pruning; others are said to be out of reach', async () => {
  const storage = openSqlite(temporaryFolder(), { historySeconds: 0, snapshotPartBytes: 1_024 })
  const version = await forgetful(storage)
  const past = await storage.past.of(BOARD)
  expect(past?.earliest).toBe(603)
  expect(past?.heads).toEqual([])
  expect(await storage.past.state(BOARD, { seq: 2 })).toBeUndefined()
  expect(await storage.past.state(BOARD, { seq: 603 })).toMatchObject({ seq: 603 })
  const kept = await storage.past.state(BOARD, { version })
  expect(elementsIn([kept?.bytes ?? new Uint8Array(0)])).toHaveLength(2)
})

it('[STORE54] named moments are in a backup, and come back from it', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder, { historySeconds: 0 })
  const version = await forgetful(storage)
  const file = join(temporaryFolder(), 'boards.sqlite')
  backup(join(folder, 'drawbridge.sqlite'), file)
  const fresh = temporaryFolder()
  restore(file, join(fresh, 'drawbridge.sqlite'))
  const restored = openSqlite(fresh)
  const kept = await restored.past.state(BOARD, { version })
  expect(elementsIn([kept?.bytes ?? new Uint8Array(0)])).toHaveLength(2)
})

it('[STORE55] a picture that only a named moment shows is kept until that loses its name', async () => {
  const storage = openSqlite(temporaryFolder(), { historySeconds: 0, fileGraceSeconds: 0 })
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const bytes = Uint8Array.of(1, 2, 3)
  const hash = createHash('sha256').update(bytes).digest('hex')
  doc.getArray('elements').push([{ id: 'picture-00000', kind: 'image', z: 'a0', file: hash }])
  doc.getArray('elements').delete(0)
  await storage.create(BOARD)
  await storage.files.put(BOARD, fileOf(bytes))
  await storage.append([{ board: BOARD, updates: updates.slice(0, 1) }])
  const named = await storage.past.name(BOARD, { seq: 1 }, 'With a picture', '')
  await storage.append([{ board: BOARD, updates: updates.slice(1) }])
  await storage.files.sweep()
  await storage.files.sweep()
  expect(await storage.files.has(BOARD, hash)).toBe(true)
  await storage.past.forget(BOARD, named?.id ?? 0)
  await storage.files.sweep()
  await storage.files.sweep()
  expect(await storage.files.has(BOARD, hash)).toBe(false)
})
