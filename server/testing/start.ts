import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Config } from '../config.ts'
import { startServer } from '../server.ts'
import type { RunningServer, ServerParts } from '../server.ts'
import { MemoryStorage } from '../storage/memory.ts'

/** Where the test run's global setup built the workers and pages. */
export const DIST = new URL('../../dist/', import.meta.url)

/** A folder that is removed when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Settings for tests: any free port on the loopback interface, no log. */
export const testConfig = (changes: Partial<Config> = {}): Config => ({
  port: 0,
  host: '127.0.0.1',
  dataDir: 'unused',
  logLevel: 'silent',
  allowedOrigins: [],
  publicUrl: undefined,
  ...changes,
})

/** A real server with storage in memory (unless another is given), closed when the test is over. */
export async function start(
  parts: ServerParts = {},
  config: Partial<Config> = {},
  dist = DIST,
): Promise<RunningServer> {
  const server = await startServer({ ...testConfig(config), dist }, { storage: new MemoryStorage(), ...parts })
  onTestFinished(() => server.close())
  return server
}

/** The same on SQLite in a folder of its own. */
export async function startOnDisk(dataDir: string, parts: ServerParts = {}): Promise<RunningServer> {
  const server = await startServer({ ...testConfig({ dataDir }), dist: DIST }, parts)
  onTestFinished(() => server.close())
  return server
}

/** A new board's id. */
export async function newBoard({ url }: Pick<RunningServer, 'url'>): Promise<string> {
  const response = await fetch(`${url}/api/boards`, { method: 'POST' })
  const { id } = (await response.json()) as { readonly id: string }
  return id
}
