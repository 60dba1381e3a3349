import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Role } from '#board/protocol.ts'

const MAIN = fileURLToPath(new URL('../../dist/server/main.mjs', import.meta.url))

export interface LinkedBoard {
  readonly id: string
  readonly links: Readonly<Record<Role, string>>
}

/** A real Drawbridge in a process of its own, on a port and a data folder that survive its death. */
export interface Drawbridge {
  readonly url: string
  readonly port: number
  /** Creates a board by the API that whoever knows its id may edit; answers the id. */
  newBoard(): Promise<string>
  /** Creates a board as people get it: its links are the only way in. */
  newLinkedBoard(): Promise<LinkedBoard>
  /** SIGKILL: no chance to say goodbye. Resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, as an operator's restart does it. Resolves with the exit code. */
  stop(): Promise<number | null>
  /** Starts again on the same port and the same data. */
  start(): Promise<void>
  /** Stops it and removes its data. */
  dispose(): Promise<void>
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function launch(port: number, dataDir: string, settings: Settings): Promise<ChildProcess> {
  const env = {
    ...process.env,
    // Nobody waits for a machine that has other work to do: what a test draws is drawn.
    LIMIT_PICTURE_MILLISECONDS: '60000',
    ...settings,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('http://')) break
  if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`)
  child.stdout.resume()
  return child
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
  return child.exitCode
}

/** Environment variables. */
export type Settings = Readonly<Record<string, string>>

/** @param given may depend on where it will be */
export async function startDrawbridge(
  given: Settings | ((url: string) => Promise<Settings>) = {},
): Promise<Drawbridge> {
  const dataDir = await mkdtemp(join(tmpdir(), 'drawbridge-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const settings = typeof given === 'function' ? await given(url) : given
  let child = await launch(port, dataDir, settings)
  return {
    url,
    port,
    async newBoard() {
      const response = await fetch(`${url}/api/boards`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ anyone: 'edit' }),
      })
      if (response.status !== 201) throw new Error(`POST /api/boards answered ${response.status}`)
      return ((await response.json()) as { id: string }).id
    },
    async newLinkedBoard() {
      const response = await fetch(`${url}/api/boards`, { method: 'POST' })
      return (await response.json()) as LinkedBoard
    },
    async kill() {
      await end(child, 'SIGKILL')
    },
    stop: () => end(child, 'SIGTERM'),
    async start() {
      child = await launch(port, dataDir, settings)
    },
    async dispose() {
      await end(child, 'SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
