import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { BOARD_STATUS, CLOSE } from '#board/protocol.ts'
import { run, startChild } from './testing/child.ts'
import type { ChildServer } from './testing/child.ts'
import { HeldStorage } from './testing/held-storage.ts'
import { RawClient } from './testing/raw-client.ts'
import { newBoard, start, startOnDisk } from './testing/start.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

it('[SAVE1] SIGKILL right after "saved": everything acknowledged is there, and everything that anybody saw', async () => {
  const dataDir = temporaryFolder()
  let saved: unknown[] = []
  let seen: unknown[] = []
  let board = ''
  for (let round = 0; round < 5; round++) {
    const server = await startChild(dataDir)
    board ||= await newBoard(server)
    // The auditor comes first and with nothing: old clients would bring back what the server has lost.
    const auditor = await RawClient.sync(server, board)
    expect(auditor.elements).toEqual(expect.arrayContaining([...saved, ...seen]))
    const alice = await RawClient.sync(server, board)
    for (let at = 0; at < 10; at++) alice.push(`round ${round}, stroke ${at}`)
    await alice.saved(1)
    saved = alice.elements
    // Not acknowledged yet when the process dies: may be there or not, unless somebody has seen it.
    for (let at = 0; at < 10; at++) alice.push(`round ${round}, unsaved ${at}`)
    await auditor.until(({ elements }) => elements.includes(`round ${round}, unsaved 0`))
    seen = auditor.elements
    expect((await server.kill('SIGKILL')).signal).toBe('SIGKILL')
  }
  const server = await startChild(dataDir)
  const auditor = await RawClient.sync(server, board)
  expect(auditor.elements).toEqual(expect.arrayContaining([...saved, ...seen]))
  expect(auditor.elements.filter((element) => String(element).includes('stroke'))).toHaveLength(50)
})

it('[SAVE2] SIGTERM: open work is committed and acknowledged, connections close with 1012, the process ends with 0', async () => {
  const dataDir = temporaryFolder()
  const server = await startChild(dataDir)
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('drawn just before')
  await alice.saved(1)
  const exit = server.kill('SIGTERM')
  expect((await alice.closed).code).toBe(CLOSE.restart)
  expect(await exit).toMatchObject({ code: 0, stderr: '' })
  const again = await startChild(dataDir)
  expect((await RawClient.sync(again, board)).elements).toEqual(['drawn just before'])
})

it('[SAVE2] closing waits for the commit that is running, and its watermark arrives before the goodbye', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  storage.hold('append')
  const committing = storage.arrival('append')
  alice.push('a')
  alice.watermark(1)
  await committing
  const closing = server.close()
  storage.release('append')
  expect((await alice.closed).code).toBe(CLOSE.restart)
  expect(alice.received.map(({ type }) => type)).toContain('watermark')
  await closing
})

it('[SAVE3] a disk that never answers does not keep the server from stopping, and nothing is acknowledged', async () => {
  const storage = new HeldStorage()
  const server = await start({ storage })
  const alice = await RawClient.sync(server, await newBoard(server))
  storage.hold('append')
  const committing = storage.arrival('append')
  alice.push('a')
  alice.watermark(1)
  await committing
  await server.close()
  expect((await alice.closed).code).toBe(CLOSE.restart)
  expect(alice.received.map(({ type }) => type)).not.toContain('watermark')
})

it('[SAVE4] a board outlives its room and its server', async () => {
  const dataDir = temporaryFolder()
  const first = await startOnDisk(dataDir, { idleRoomMs: 0 })
  const board = await newBoard(first)
  const alice = await RawClient.sync(first, board)
  alice.push('a')
  await alice.leave()
  const again = await RawClient.sync(first, board)
  expect(again.elements).toEqual(['a'])
  await first.close()
  const second = await startOnDisk(dataDir)
  expect((await RawClient.sync(second, board)).elements).toEqual(['a'])
})

it.each([
  [{ PORT: 'eighty' }, 'PORT: must be a port number, 0 to 65535'],
  [{ PORT: '65536' }, 'PORT'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ ALLOWED_ORIGINS: 'example.org' }, 'ALLOWED_ORIGINS: "example.org" is not an origin like https://example.org'],
  [{ PUBLIC_URL: 'https://example.org/path' }, 'PUBLIC_URL'],
])('[CONF1] %o is refused at start, in one line, with exit code 1', async (settings, message) => {
  const { exited } = run(settings)
  const { code, stderr } = await exited
  expect(code).toBe(1)
  expect(stderr).toContain(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it('[CONF3] a second server on the same boards is refused at start, in one line, and the first goes on', async () => {
  const dataDir = temporaryFolder()
  const first = await startChild(dataDir)
  const { code, stderr } = await run({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir }).exited
  expect(code).toBe(1)
  expect(stderr).toBe(
    `Drawbridge could not start: the boards in ${dataDir} can not be opened: another server is using them\n`,
  )
  const alice = await RawClient.sync(first, await newBoard(first))
  alice.push('a')
  await alice.saved(1)
})

it('[CONF3] a server that is killed lets go of the boards at once', async () => {
  const dataDir = temporaryFolder()
  await (await startChild(dataDir)).kill('SIGKILL')
  await startChild(dataDir)
})

it('[CONF4] boards that can not be opened are said at start, in one line, with exit code 1', async () => {
  const dataDir = temporaryFolder()
  mkdirSync(join(dataDir, 'drawbridge.sqlite'))
  const { code, stderr } = await run({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir }).exited
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Drawbridge could not start: the boards in .* can not be opened: .*\n$/)
})

it('[CONF5] NODE_ENV does not matter: bytes are stored as in production', async () => {
  const server = await startChild(temporaryFolder(), { NODE_ENV: 'development' })
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push(Uint8Array.of(1, 2, 3))
  await alice.saved(1)
  expect((await fetch(`${server.url}/b/${board}.svg`)).status).toBe(200)
})

it('[CONF2] a port that is taken is said plainly, with exit code 1', async () => {
  const { port } = await start()
  const { code, stderr } = await run({ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: temporaryFolder() }).exited
  expect(code).toBe(1)
  expect(stderr).toContain('EADDRINUSE')
})

/** Much enough that it needs room of its own. */
const MUCH = Array.from({ length: 200 }, (_, at) => `${at} ${'x'.repeat(1_000)}`)

/** A board with something on it that is saved, and then a disk without room: what people see until there is room again. */
async function fillAndHeal(server: ChildServer, fill: () => void, makeRoom: () => void): Promise<void> {
  const board = await newBoard(server)
  const alice = await RawClient.sync(server, board)
  alice.push('before')
  await alice.saved(1)
  fill()
  alice.push(...MUCH)
  alice.watermark(2)
  expect((await alice.closed).code).toBe(CLOSE.storageDegraded)
  expect(alice.received).not.toContainEqual({ type: 'watermark', n: 2 })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(503)
  expect((await fetch(`${server.url}/api/boards/${board}/state`)).status).toBe(200)

  const bob = await RawClient.sync(server, board)
  expect(bob.elements).toEqual(['before'])
  bob.watermark(0)
  expect((await bob.next('status')).bits).toBe(BOARD_STATUS.readOnly)
  bob.sendUpdate(Y.encodeStateAsUpdate(alice.doc))
  bob.watermark(3)
  makeRoom()
  await bob.until(({ received }) => received.filter(({ type }) => type === 'vector').length === 2)
  Y.applyUpdate(bob.doc, Y.encodeStateAsUpdate(alice.doc))
  bob.answer()
  await bob.until(({ received }) => received.some((message) => message.type === 'watermark' && message.n === 3))
  expect((await RawClient.sync(server, board)).elements).toEqual(['before', ...MUCH])
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
}

it('[SAVE5] a full database: nothing is acknowledged, what is there can be read, and all is well when there is room again', async () => {
  const dataDir = temporaryFolder()
  const server = await startChild(dataDir, {
    LIMIT_DATABASE_MIB: '1',
    LIMIT_PROBE_MILLISECONDS: '20',
    LOG_LEVEL: 'silent',
  })
  const database = new DatabaseSync(join(dataDir, 'drawbridge.sqlite'))
  onTestFinished(() => database.close())
  await fillAndHeal(
    server,
    () => database.exec('CREATE TABLE ballast AS SELECT zeroblob(2000000) AS bytes'),
    () => database.exec('DROP TABLE ballast'),
  )
})

const mayMount = process.platform === 'linux' && process.getuid?.() === 0

it.skipIf(!mayMount)('[SAVE5] a full disk: the same, with a small file system of its own', async ({ skip }) => {
  const dataDir = temporaryFolder()
  const status = asRoot('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dataDir)
  skip(status !== 0, 'this machine lets nobody mount')
  onTestFinished(() => void asRoot('umount', '-l', dataDir))
  const server = await startChild(dataDir, { LIMIT_PROBE_MILLISECONDS: '20', LOG_LEVEL: 'silent' })
  const ballast = join(dataDir, 'ballast')
  await fillAndHeal(
    server,
    () => fillDisk(ballast),
    () => rmSync(ballast),
  )
})

/** Answers its exit code. */
const asRoot = (program: string, ...args: readonly string[]): number | null => spawnSync(program, args).status

function fillDisk(file: string): void {
  const page = Buffer.alloc(4096)
  try {
    for (;;) appendFileSync(file, page)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  }
}
