import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it, onTestFinished } from 'vitest'
import type { Limits } from '../limits.ts'
import { DIST } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { backup, restore } from './backup.ts'
import { MemoryStorage } from './memory.ts'
import { SqliteStorage } from './sqlite.ts'
import { boardWithPast, trashContract } from './trash.contract.ts'

const WORKER = new URL('server/sqlite-worker.mjs', DIST)

function openSqlite(folder = temporaryFolder(), limits: Partial<Limits> = {}): SqliteStorage {
  const storage = new SqliteStorage(join(folder, 'drawbridge.sqlite'), WORKER, limits)
  onTestFinished(() => storage.close())
  return storage
}

/** Of every table, how many rows speak of a board; those that have no column for it, all their rows. */
function rowsOf(folder: string, board: string): Readonly<Record<string, number>> {
  const raw = new DatabaseSync(join(folder, 'drawbridge.sqlite'))
  const counts: Record<string, number> = {}
  const tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
  for (const { name } of tables as unknown as { readonly name: string }[]) {
    const columns = (raw.prepare(`PRAGMA table_info(${name})`).all() as unknown as { readonly name: string }[]).map(
      (column) => column.name,
    )
    const column = name === 'boards' ? 'id' : columns.includes('board') ? 'board' : undefined
    const where = column === undefined ? '' : ` WHERE ${column} = '${board}'`
    counts[name] = Number((raw.prepare(`SELECT count(*) AS n FROM ${name}${where}`).get() as { n: number }).n)
  }
  raw.close()
  return counts
}

trashContract('memory', () => new MemoryStorage())
trashContract('SQLite', () => openSqlite())

it('[STORE63] of a board that was in the trash for long enough, pruning leaves no row behind', async () => {
  const folder = temporaryFolder()
  const storage = openSqlite(folder, { trashSeconds: 0 })
  await boardWithPast(storage)
  const before = rowsOf(folder, 'board-0001')
  expect(before).toMatchObject({ boards: 1, access: 1, audit: 1, authors: 1, versions: 1, board_files: 2 })
  await storage.trash.put('board-0001', 'thrown away')
  await storage.prune()
  const left = rowsOf(folder, 'board-0001')
  for (const table of [
    'boards',
    'log',
    'snapshots',
    'access',
    'audit',
    'authors',
    'versions',
    'board_files',
    'holdings',
  ])
    expect([table, left[table]]).toEqual([table, 0])
  expect(left).toMatchObject({ parts: 0, version_parts: 0, files: 1, file_parts: 1 })
  expect(await storage.find('board-0002')).toBeDefined()
  await storage.create('board-0001')
  expect(await storage.load('board-0001')).toMatchObject({ updates: [], info: { trashedAt: null } })
})

it('[STORE63] a board that was not in the trash for long enough stays', async () => {
  const storage = openSqlite()
  await boardWithPast(storage)
  await storage.trash.put('board-0001', 'thrown away')
  await storage.prune()
  expect(await storage.find('board-0001')).toMatchObject({ seq: 602 })
})

it('[STORE64] what is in the trash is in a backup, and comes back from it in the trash', async () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()]
  const storage = openSqlite(folder)
  await boardWithPast(storage)
  const trashedAt = await storage.trash.put('board-0001', 'thrown away')
  const file = join(folder, 'copy.sqlite')
  backup(join(folder, 'drawbridge.sqlite'), file)
  restore(file, join(elsewhere, 'drawbridge.sqlite'))
  const restored = openSqlite(elsewhere)
  expect(await restored.find('board-0001')).toMatchObject({ trashedAt })
  await restored.trash.restore('board-0001', 'brought back')
  expect((await restored.load('board-0001'))?.info.trashedAt).toBeNull()
})
