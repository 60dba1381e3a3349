import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { DIST } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { backup, restore } from './backup.ts'
import { homesContract } from './homes.contract.ts'
import { readCursor } from './homes.ts'
import { MemoryStorage } from './memory.ts'
import { SqliteStorage } from './sqlite.ts'

const WORKER = new URL('server/sqlite-worker.mjs', DIST)

function openSqlite(folder = temporaryFolder()): SqliteStorage {
  const storage = new SqliteStorage(join(folder, 'drawbridge.sqlite'), WORKER)
  onTestFinished(() => storage.close())
  return storage
}

homesContract('memory', () => new MemoryStorage())
homesContract('SQLite', () => openSqlite())

it('[STORE75] what accounts have of boards is in a backup, and comes back from it', async () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()]
  const storage = openSqlite(folder)
  await storage.create('board-0001')
  await storage.entitle('board-0001', 'Plans')
  await storage.homes.hold({ id: 'proxy:ann', name: 'Ann' }, 'board-0001', { link: 'link-1', generation: 0 }, 7)
  await storage.homes.putFolder('proxy:ann', { id: 'folder-1', name: 'Work' })
  await storage.homes.arrange('proxy:ann', 'board-0001', { folder: 'folder-1', starred: true })
  const held = await storage.homes.of('proxy:ann', 'board-0001')
  const file = join(folder, 'copy.sqlite')
  backup(join(folder, 'drawbridge.sqlite'), file)
  restore(file, join(elsewhere, 'drawbridge.sqlite'))
  const restored = openSqlite(elsewhere)
  expect(await restored.homes.of('proxy:ann', 'board-0001')).toEqual(held)
  expect(await restored.homes.folders('proxy:ann')).toEqual([{ id: 'folder-1', name: 'Work', boards: 1 }])
  expect(await restored.find('board-0001')).toMatchObject({ title: 'Plans' })
})

it.each([
  '',
  'x',
  '{}',
  'bnVsbA',
  Buffer.from('[{},"b"]').toString('base64url'),
  Buffer.from('["a"]').toString('base64url'),
])('[STORE74] what is no cursor is none: %s', (text) => {
  expect(readCursor(text)).toBeUndefined()
})
