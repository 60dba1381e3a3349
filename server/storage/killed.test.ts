import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createRandom } from '#board/testing/random.ts'
import { startChild } from '../testing/child.ts'
import { RawClient } from '../testing/raw-client.ts'
import { DIST, newBoard } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { SqliteStorage } from './sqlite.ts'
import { elementsIn } from './storage.contract.ts'

/** Merges whenever somebody leaves, and takes its time: a thousand commits for a megabyte. */
const EAGER = {
  LIMIT_COMPACT_UPDATES: '1',
  LIMIT_COMPACT_BYTES: '1',
  LIMIT_IDLE_ROOM_SECONDS: '0',
  LIMIT_SNAPSHOT_PART_BYTES: '1024',
  LOG_LEVEL: 'silent',
}

const SEED = 20_261_122

it(`[STORE20] whenever a server is killed while it merges, the board is whole (seed ${SEED})`, async () => {
  const random = createRandom(SEED)
  const dataDir = temporaryFolder()
  let board = ''
  for (let round = 0; round < 6; round++) {
    const server = await startChild(dataDir, EAGER)
    board ||= await newBoard(server)
    const alice = await RawClient.sync(server, board)
    expect(alice.elements).toHaveLength(round * 100)
    for (let at = 0; at < 100; at++) alice.push(`${round} ${at} ${'x'.repeat(1_000)}`)
    await alice.saved(1)
    await alice.leave()
    // As many answers later as chance has it: before, during or after the merging that now goes on.
    for (let wait = random.int(20); wait > 0; wait--) await fetch(`${server.url}/healthz`)
    await server.kill('SIGKILL')
  }
  const storage = new SqliteStorage(join(dataDir, 'drawbridge.sqlite'), new URL('server/sqlite-worker.mjs', DIST))
  onTestFinished(() => storage.close())
  expect(elementsIn((await storage.load(board))?.updates)).toHaveLength(600)
  await storage.prune()
  expect(elementsIn([(await storage.state(board))?.bytes ?? new Uint8Array()])).toHaveLength(600)
})
