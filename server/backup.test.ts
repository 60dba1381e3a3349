import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { TINY_GIF } from '#board/testing/pictures.ts'
import { labelsOf } from './testing/elements.ts'
import { startChild } from './testing/child.ts'
import type { ChildServer } from './testing/child.ts'
import { RawClient } from './testing/raw-client.ts'
import { DIST, newBoard } from './testing/start.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const MAIN = fileURLToPath(new URL('server/backup.mjs', DIST))

/** The command as it is run, on a folder of boards. */
function command(verb: 'backup' | 'restore', dataDir: string, file: string): { status: number | null; output: string } {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir }
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, verb, file], { env, encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

async function hashOf({ url }: ChildServer, board: string): Promise<string> {
  const response = await fetch(`${url}/api/boards/${board}/state`)
  expect(response.status).toBe(200)
  return createHash('sha256')
    .update(new Uint8Array(await response.arrayBuffer()))
    .digest('hex')
}

it('[BACK1] a backup that is taken while people draw holds all that was acknowledged before, and is restored equal', async () => {
  const dataDir = temporaryFolder()
  const file = join(temporaryFolder(), 'nested', 'boards.sqlite')
  const server = await startChild(dataDir)
  const boards = await Promise.all(Array.from({ length: 3 }, () => newBoard(server)))
  const artists = await Promise.all(boards.map((board) => RawClient.sync(server, board)))
  const still = await newBoard(server)
  const done = await RawClient.sync(server, still)
  done.push('a', 'b', 'c')
  await done.saved(1)
  const picture = createHash('sha256').update(TINY_GIF).digest('hex')
  await fetch(`${server.url}/api/boards/${still}/files/${picture}`, {
    method: 'PUT',
    body: TINY_GIF as Uint8Array<ArrayBuffer>,
  })
  for (const artist of artists) artist.push(...Array.from({ length: 200 }, (_, at) => `before ${at}`))
  await Promise.all(artists.map((artist) => artist.saved(1)))
  const promised = artists.map(({ elements }) => elements)
  // On their way while the copy is made.
  for (const artist of artists) for (let at = 0; at < 200; at++) artist.push(`during ${at}`)
  expect(command('backup', dataDir, file)).toMatchObject({ status: 0, output: expect.stringContaining('4 boards') })
  await Promise.all(artists.map((artist) => artist.saved(2)))
  const hash = await hashOf(server, still)

  const fresh = temporaryFolder()
  expect(command('restore', fresh, file)).toMatchObject({ status: 0 })
  const restored = await startChild(fresh)
  expect(await hashOf(restored, still)).toBe(hash)
  const shown = await fetch(`${restored.url}/api/boards/${still}/files/${picture}`)
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(TINY_GIF)
  for (const [index, board] of boards.entries()) {
    const { doc } = await RawClient.sync(restored, board)
    expect(labelsOf(doc)).toEqual(expect.arrayContaining(promised[index] ?? []))
    // Each person's changes are there up to one of them, with none missing in between.
    const during = labelsOf(doc).slice(200)
    expect(during).toEqual(during.map((_, at) => `during ${at}`))
  }
})

it('[BACK4] a backup does not hold the key that sessions are signed with', async () => {
  const dataDir = temporaryFolder()
  const file = join(temporaryFolder(), 'boards.sqlite')
  const server = await startChild(dataDir)
  const board = await newBoard(server)
  expect((await fetch(`${server.url}/api/boards/${board}/session`, { method: 'POST' })).status).toBe(200)
  const database = new DatabaseSync(join(dataDir, 'drawbridge.sqlite'), { readOnly: true })
  const { value: key } = database.prepare('SELECT value FROM secrets').get() as { readonly value: Uint8Array }
  database.close()
  expect(command('backup', dataDir, file)).toMatchObject({ status: 0 })
  expect(readFileSync(file).includes(Buffer.from(key))).toBe(false)
})

it('[BACK2] a restore refuses while a server runs, and keeps aside what was there', async () => {
  const dataDir = temporaryFolder()
  const file = join(temporaryFolder(), 'boards.sqlite')
  const server = await startChild(dataDir)
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('old')
  await alice.saved(1)
  const before = (await fetch(`${server.url}/api/boards/${board}/state`)).headers.get('etag')
  expect(command('backup', dataDir, file).status).toBe(0)
  alice.push('newer')
  await alice.saved(2)
  expect(command('restore', dataDir, file)).toMatchObject({
    status: 1,
    output: expect.stringContaining('another server'),
  })
  expect((await RawClient.sync(server, board)).elements).toEqual(['old', 'newer'])
  // Without a goodbye: what was acknowledged lies in SQLite's log, beside the file.
  await server.kill('SIGKILL')
  expect(command('restore', dataDir, file).status).toBe(0)
  const restored = await startChild(dataDir)
  expect((await RawClient.sync(restored, board)).elements).toEqual(['old'])
  expect((await fetch(`${restored.url}/api/boards/${board}/state`)).headers.get('etag')).not.toBe(before)

  const aside = readdirSync(dataDir).filter((name) => name.startsWith('before-restore-'))
  expect(aside).toHaveLength(1)
  const again = temporaryFolder()
  expect(command('restore', again, join(dataDir, aside[0] ?? '')).status).toBe(0)
  expect((await RawClient.sync(await startChild(again), board)).elements).toEqual(['old', 'newer'])
})

it('[BACK3] what is no backup, or is damaged, is not restored; what is there stays, and no backup is made of it', async () => {
  const dataDir = temporaryFolder()
  const folder = temporaryFolder()
  const file = join(folder, 'boards.sqlite')
  const server = await startChild(dataDir)
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('drawn')
  await alice.saved(1)
  expect(command('backup', dataDir, file).status).toBe(0)
  await server.kill('SIGTERM')
  const good = readFileSync(file)
  const raw = new DatabaseSync(file)
  raw.exec('UPDATE log SET bytes = zeroblob(length(bytes))')
  raw.close()
  const other = new DatabaseSync(join(folder, 'other.sqlite'))
  other.exec('CREATE TABLE recipes (name TEXT)')
  other.close()
  writeFileSync(join(folder, 'text.sqlite'), 'no database')
  writeFileSync(join(folder, 'half.sqlite'), good.subarray(0, good.length / 2))
  for (const name of ['boards', 'other', 'text', 'half', 'missing']) {
    expect(command('restore', dataDir, join(folder, `${name}.sqlite`)).status).toBe(1)
  }
  expect(readdirSync(dataDir).filter((name) => name.startsWith('before-restore-'))).toEqual([])
  expect((await RawClient.sync(await startChild(dataDir), board)).elements).toEqual(['drawn'])

  const empty = join(folder, 'empty.sqlite')
  expect(command('backup', temporaryFolder(), empty).status).toBe(1)
  expect(existsSync(empty)).toBe(false)
})
