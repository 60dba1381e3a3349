import * as fs from 'node:fs'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { SqliteLog } from './sqlite-log.ts'
import { SqliteReader } from './sqlite-reader.ts'

vi.mock('node:fs', { spy: true })
beforeEach(() => vi.clearAllMocks())

const BOARD = 'board-0001'

function openLog(file: string): SqliteLog {
  const log = new SqliteLog(file, DEFAULT_LIMITS)
  onTestFinished(() => log.close())
  return log
}

const append = (log: SqliteLog, byte: number): void =>
  void log.append([{ board: BOARD, updates: [Uint8Array.of(byte)] }])

/** The files of a server as they are now, as if it had been killed. */
function killed(file: string): string {
  const copy = join(temporaryFolder(), 'drawbridge.sqlite')
  for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
  return copy
}

/** A server left updates 1 and 2; the fsync of 2 failed, so that only the memory of the system has it. */
function failedSync(): { readonly file: string; readonly from: number; readonly to: number } {
  const file = join(temporaryFolder(), 'drawbridge.sqlite')
  const log = openLog(file)
  log.create(BOARD)
  append(log, 1)
  const from = statSync(`${file}-wal`).size
  append(log, 2)
  return { file: killed(file), from, to: statSync(`${file}-wal`).size }
}

/** Which bytes were written outside of SQLite, and synced afterwards. */
function writtenAnew(): Set<number> {
  const written = new Set<number>()
  const { calls, results, invocationCallOrder } = vi.mocked(fs.writeSync).mock
  for (const [index, call] of calls.entries()) {
    const [file, , , , at] = call as unknown as [number, Uint8Array, number, number, number]
    const wrote = Number(results[index]?.value)
    const syncs = vi.mocked(fs.fsyncSync).mock
    const isSynced = syncs.calls.some(
      ([synced], sync) => synced === file && (syncs.invocationCallOrder[sync] ?? 0) > (invocationCallOrder[index] ?? 0),
    )
    if (isSynced) for (let byte = at; byte < at + wrote; byte++) written.add(byte)
  }
  return written
}

/** The power goes: what was not written again since its fsync failed never was on the disk. */
function afterPowerLoss(file: string, from: number, to: number): number[] {
  const written = writtenAnew()
  const disk = killed(file)
  const wal = readFileSync(`${disk}-wal`)
  for (let byte = from; byte < to; byte++) if (!written.has(byte)) wal[byte] = 0
  writeFileSync(`${disk}-wal`, wal)
  const reader = new SqliteReader(disk)
  onTestFinished(() => reader.close())
  return (reader.load(BOARD)?.tail ?? []).map(([byte]) => byte ?? -1)
}

it('[STORE27] what is committed behind a write whose fsync failed survives a loss of power', () => {
  const { file, from, to } = failedSync()
  vi.clearAllMocks()
  append(openLog(file), 3)
  expect(afterPowerLoss(file, from, to)).toEqual([1, 2, 3])
})

it('[STORE27] a log that can not be synced is not built on', () => {
  const { file } = failedSync()
  vi.mocked(fs.fsyncSync).mockImplementationOnce(() => {
    throw new Error('EIO: i/o error, fsync')
  })
  expect(() => openLog(file)).toThrow('EIO')
})
