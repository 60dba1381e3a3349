import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Job, Progress, Report } from './generator.ts'

const ROOT = new URL('../../../', import.meta.url)
const BUILT = new URL('dist/bench/relay/', ROOT)
/** All processes are run as in earnest: in development Yjs freezes what it holds. */
const ENVIRONMENT = { PATH: process.env['PATH'], NODE_ENV: 'production' }

/** A server under load. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Builds the two processes of this benchmark the way the server itself is built. */
export async function buildProcesses(): Promise<void> {
  const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
  await build({
    root: fileURLToPath(ROOT),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: fileURLToPath(BUILT),
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: { generator: source('generator.ts'), 'stock-server': source('stock-server.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: ['perfect-freehand', 'fractional-indexing'] },
  })
}

export const startStock = (): Promise<ServerProcess> => start(new URL('stock-server.mjs', BUILT), {})

/** The built Drawbridge on SQLite in `dataDir`. */
export const startDrawbridge = (dataDir: string): Promise<ServerProcess> =>
  start(new URL('dist/server/main.mjs', ROOT), {
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  })

async function start(script: URL, settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const env = { ...ENVIRONMENT, ...settings }
  const child = spawn(process.execPath, [fileURLToPath(script)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const url = /http:\S+/.exec(line)?.[0]
  if (url === undefined || child.pid === undefined) throw new Error(`the server said: ${line}`)
  return { url, pid: child.pid, stop: () => end(child) }
}

async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** Runs a job in a new process; the callbacks are called as it comes to these points. */
export async function generate(job: Job, on: { measuring(): void; written(): void }): Promise<Report> {
  const child = fork(new URL('generator.mjs', BUILT), { env: ENVIRONMENT })
  const report = new Promise<Report>((resolve, reject) => {
    child.on('message', (progress: Progress) => {
      if (progress.type === 'report') resolve(progress.report)
      else on[progress.type]()
    })
    child.on('exit', (code) => reject(new Error(`the generator ended with code ${code} and no report`)))
  })
  child.send(job)
  return report
}

/** Linux counts CPU time in hundredths of a second (USER_HZ, proc(5)). */
const TICK_MS = 10

/** CPU time of a process so far, all of its threads. Linux only. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field, a name in parentheses, may hold spaces; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** The most memory that a process ever had. Linux only. */
export function peakMib(pid: number): number {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kib) / 1024)
}
