import { fork, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DiskFault, Failpoint, Gauges, Job, Order, Reply } from './child/job.ts'

const MAIN = fileURLToPath(new URL('../../dist/lab/main.mjs', import.meta.url))

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** What it said on standard error: nothing, unless something went wrong that nobody foresaw. */
  readonly stderr: string
}

/** A server process that the lab may do anything to. */
export class Subject {
  /** Resolves when the process is gone, and its sockets with it. */
  readonly exited: Promise<Exit>
  readonly #child: ChildProcess
  #url = ''
  #isAlive = true

  private constructor(child: ChildProcess) {
    this.#child = child
    let stderr = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += String(chunk)
    })
    this.exited = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        this.#isAlive = false
        resolve({ code, signal, stderr })
      })
    })
  }

  /** A process with everything loaded, waiting to be started. */
  static async spawn(): Promise<Subject> {
    const env = { PATH: process.env['PATH'], NODE_ENV: 'production' }
    const child = fork(MAIN, [], { env, execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    const subject = new Subject(child)
    await once(child, 'message')
    return subject
  }

  /** @throws when it could not start, or died on the way: see {@link exited} */
  async start(job: Job): Promise<void> {
    const reply = await this.#order({ type: 'start', job })
    if (reply.type === 'ready') this.#url = reply.url
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  get url(): string {
    return this.#url
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  socketUrl(board: string): string {
    return `${this.#url.replace('http', 'ws')}/sync/${board}`
  }

  async newBoard(): Promise<string> {
    const response = await fetch(`${this.#url}/api/boards`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ anyone: 'edit' }),
    })
    if (!response.ok) throw new Error(`no board was made: ${response.status}`)
    return ((await response.json()) as { readonly id: string }).id
  }

  async arm(failpoint: Failpoint): Promise<void> {
    await this.#order({ type: 'arm', failpoint })
  }

  async disk(fault: DiskFault): Promise<void> {
    await this.#order({ type: 'disk', fault })
  }

  async gauges(): Promise<Gauges> {
    const reply = await this.#order({ type: 'gauges' })
    if (reply.type !== 'gauges') throw new Error(`gauges: ${reply.type}`)
    return reply.gauges
  }

  /** Whether this system has what {@link limitFiles} needs: Linux mostly does. */
  static get canLimitFiles(): boolean {
    return spawnSync('prlimit', ['--version']).status === 0
  }

  /** No file that it writes may grow beyond so many bytes; `undefined`: any may again. @throws when that can't be set */
  limitFiles(bytes: number | undefined): void {
    const { status, stderr } = spawnSync('prlimit', [`--pid=${this.pid}`, `--fsize=${bytes ?? 'unlimited'}:`])
    if (status !== 0) throw new Error(`the size of files can not be limited: ${String(stderr)}`)
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Asks it to stop as SIGTERM does. It may die meanwhile. */
  stop(): void {
    if (this.#child.connected) this.#child.send({ type: 'stop' } satisfies Order)
  }

  async end(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.exited
  }

  async #order(order: Order): Promise<Reply> {
    const reply = new Promise<Reply>((resolve, reject) => {
      this.#child.once('message', (message) => resolve(message as Reply))
      void this.exited.then(({ code, signal, stderr }) => reject(new Error(`it ended: ${code ?? signal} ${stderr}`)))
    })
    this.#child.send(order)
    const answered = await reply
    if (answered.type === 'failed') throw new Error(answered.message)
    return answered
  }
}
