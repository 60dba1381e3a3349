import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { DIST } from './start.ts'

const MAIN = fileURLToPath(new URL('server/main.mjs', DIST))

export interface ChildExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

export interface ChildServer {
  readonly url: string
  /** Sends a signal; resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<ChildExit>
}

interface Running {
  readonly firstLine: Promise<string | undefined>
  readonly exited: Promise<ChildExit>
  kill(signal: NodeJS.Signals): void
}

/** The built server as a process of its own, with just these settings. */
export function run(settings: Readonly<Record<string, string>>): Running {
  const env = { PATH: process.env['PATH'], ...settings }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += String(chunk)
  })
  const exited = new Promise<ChildExit>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stderr }))
  })
  const lines = createInterface(child.stdout)
  const firstLine = new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(undefined))
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { firstLine, exited, kill: (signal) => child.kill(signal) }
}

/** Started, and it said where it can be reached. */
export async function startChild(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ChildServer> {
  const child = run({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...settings })
  const line = await child.firstLine
  const url = line?.split(' ').at(-1)
  if (url === undefined) throw new Error(`the server did not start: ${(await child.exited).stderr}`)
  const kill = (signal: NodeJS.Signals): Promise<ChildExit> => {
    child.kill(signal)
    return child.exited
  }
  return { url, kill }
}
