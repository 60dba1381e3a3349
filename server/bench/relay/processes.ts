import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { JobName, Jobs, Mark, Order, Progress } from './load/jobs.ts'

const ROOT = new URL('../../../', import.meta.url)
const BUILT = new URL('dist/bench/relay/', ROOT)
/** All processes are run as in earnest: in development Yjs freezes what it holds. */
const ENVIRONMENT = { PATH: process.env['PATH'], NODE_ENV: 'production' }

/** A server under load. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** SIGTERM unless another signal is given; resolves when the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Builds the processes of this benchmark the way the server itself is built. */
export async function buildProcesses(): Promise<void> {
  const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
  const servers = ['stock-server', 'hocuspocus-server', 'floor-server', 'static-server']
  const input = Object.fromEntries(servers.map((name) => [name, source(`servers/${name}.ts`)]))
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
        input: { generator: source('load/generator.ts'), ...input },
        output: { entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: ['fractional-indexing'] },
  })
}

type Settings = Readonly<Record<string, string>>

/** One of the servers in `servers/`. */
export const startBuilt = (name: string, settings: Settings = {}): Promise<ServerProcess> =>
  start(new URL(`${name}.mjs`, BUILT), settings)

/** The built Drawbridge. `flags` are Node's, for profiling. */
export const startDrawbridge = (settings: Settings, flags: readonly string[]): Promise<ServerProcess> =>
  start(new URL('dist/server/main.mjs', ROOT), settings, flags)

/** @throws when the process ends before it says where it can be reached */
async function start(script: URL, settings: Settings, flags: readonly string[] = []): Promise<ServerProcess> {
  const env = { ...ENVIRONMENT, ...settings }
  const child = spawn(process.execPath, [...flags, fileURLToPath(script)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  const listen = (text: Buffer): void => void (complaint += text.toString())
  child.stderr.on('data', listen)
  const said = createInterface(child.stdout)
  const ended = once(child, 'close').then(() => [undefined])
  const [line] = (await Promise.race([once(said, 'line'), ended])) as [string | undefined]
  const url = /http:\S+/.exec(line ?? '')?.[0]
  if (url === undefined || child.pid === undefined) {
    const why = complaint.split('\n').find((text) => text.includes('Error'))
    throw new Error(`the server said: ${line ?? why?.trim() ?? 'nothing'}`)
  }
  child.stderr.off('data', listen).pipe(process.stderr)
  process.stderr.write(complaint)
  return { url, pid: child.pid, stop: (signal) => end(child, signal) }
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

/** What the parent does when a job has come to a point; the job goes on when it is done. */
export type OnMark = Partial<Record<Mark, (detail: number) => void | Promise<void>>>

/** Runs a job in a new process. */
export async function generate<Name extends JobName>(
  name: Name,
  job: Jobs[Name]['job'],
  on: OnMark = {},
): Promise<Jobs[Name]['report']> {
  const child = fork(new URL('generator.mjs', BUILT), { env: ENVIRONMENT, serialization: 'advanced' })
  const report = new Promise<Jobs[Name]['report']>((resolve, reject) => {
    child.on('message', (progress: Progress) => {
      if (progress.type === 'report') return resolve(progress.report as Jobs[Name]['report'])
      const done = Promise.resolve(on[progress.mark]?.(progress.detail))
      done.then(() => child.send({ type: 'go' } satisfies Order), reject)
    })
    child.on('exit', (code) => reject(new Error(`the load ended with code ${code} and no report`)))
  })
  child.send({ type: 'job', name, job } satisfies Order)
  try {
    return await report
  } finally {
    child.kill('SIGKILL')
  }
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

/** Memory of a process: now, and the most that it ever had. MiB, Linux only. */
export function memoryMib(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
  return { now: of('VmRSS'), peak: of('VmHWM') }
}
