import { Worker } from 'node:worker_threads'
import { ownTimeOf, type SteppedAside } from './step-aside.ts'

export type JobErrorCode = 'too-large' | 'busy' | 'timeout' | 'failed'

export class JobError extends Error {
  readonly code: JobErrorCode
  constructor(code: JobErrorCode, message: string) {
    super(message)
    this.name = 'JobError'
    this.code = code
  }
}

export type JobAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: JobErrorCode; readonly message: string }

/** What a worker may say before it answers: it needs to be told something. */
export interface JobQuestion<Question> {
  readonly question: Question
}

export interface JobQueueOptions {
  /** A built worker: it is posted jobs, and posts a {@link JobAnswer} for each. */
  readonly worker: URL
  readonly workerData?: unknown
  /** For how long it may work: of its own time, if it lets others go first. */
  readonly timeoutMs: number
  /** How long that may take, however little of the time it was given. Left out: four times as long. */
  readonly longestMs?: number
  readonly heapMib: number
  /** Jobs that may wait. */
  readonly waiting: number
  /** What jobs are, for errors: `picture`. */
  readonly noun: string
}

interface Waiting<Job, Value, Question> {
  readonly job: Job
  readonly answerTo: ((question: Question) => Promise<unknown>) | undefined
  readonly settle: (answer: JobAnswer<Value>) => void
}

/** What is left is looked at again no sooner than after this long. */
const LEAST_MS = 50
const LONGEST = 4

/** How much of its time a job has had. */
interface Begun {
  readonly at: number
  /** Of the thread itself when the job began, milliseconds. */
  readonly ownMs: number
}

/**
 * Has work done in a thread that may be killed: one job at a time, with limits on time, memory and queue, so that nothing that somebody sends, however strange,
 * costs those who are drawing anything.
 */
export class JobQueue<Job, Value, Question = never> {
  readonly #options: JobQueueOptions
  readonly #queue: Waiting<Job, Value, Question>[] = []
  #worker: Worker | undefined
  /** What the system calls the thread, if it lets others go first. */
  #aside: string | undefined
  #begun: Begun = { at: 0, ownMs: 0 }
  #current: Waiting<Job, Value, Question> | undefined
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: JobQueueOptions) {
    this.#options = options
  }

  /** @param answerTo what is answered to the worker's questions; time runs meanwhile @throws {JobError} */
  async run(job: Job, answerTo?: (question: Question) => Promise<unknown>): Promise<Value> {
    const { noun, waiting } = this.#options
    if (this.#isClosed || this.#queue.length >= waiting)
      throw new JobError('busy', `too many ${noun}s are being looked at`)
    const answer = await new Promise<JobAnswer<Value>>((settle) => {
      this.#queue.push({ job, answerTo, settle })
      this.#next()
    })
    if (!answer.ok) throw new JobError(answer.code, answer.message)
    return answer.value
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const { settle } of this.#queue.splice(0)) settle({ ok: false, code: 'busy', message: 'the server stops' })
    this.#end({ ok: false, code: 'busy', message: 'the server stops' })
  }

  #next(): void {
    const next = this.#current === undefined ? this.#queue.shift() : undefined
    if (next === undefined) return
    this.#current = next
    this.#worker ??= this.#start()
    this.#begun = { at: performance.now(), ownMs: this.#ownMs() ?? 0 }
    this.#timer = setTimeout(() => this.#look(), this.#options.timeoutMs)
    this.#worker.postMessage(next.job, [])
  }

  /** Gives the job up if it has had its time. On a busy machine, who lets others go first has not had it when it is over. */
  #look(): void {
    const leftMs = this.#leftMs()
    if (leftMs > 0) this.#timer = setTimeout(() => this.#look(), Math.max(LEAST_MS, leftMs))
    else this.#end({ ok: false, code: 'timeout', message: `the ${this.#options.noun} took too long` })
  }

  #leftMs(): number {
    const { timeoutMs, longestMs = LONGEST * timeoutMs } = this.#options
    const ownMs = this.#ownMs()
    if (ownMs === undefined) return 0
    const { at, ownMs: before } = this.#begun
    return Math.min(timeoutMs - (ownMs - before), longestMs - (performance.now() - at))
  }

  #ownMs(): number | undefined {
    return this.#aside === undefined ? undefined : ownTimeOf(this.#aside)
  }

  #start(): Worker {
    const { worker: url, workerData, heapMib, noun } = this.#options
    const worker = new Worker(url, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMib } })
    const lost = (message: string): void => {
      if (this.#worker === worker) this.#end({ ok: false, code: 'failed', message })
    }
    worker.on('message', (said: JobAnswer<Value> | JobQuestion<Question> | SteppedAside) => {
      // One that was given up may still have answered; the next job is another board's.
      if (this.#worker !== worker) return
      if ('aside' in said) this.#aside = said.aside
      else if ('question' in said) void this.#ask(worker, said.question)
      else this.#settle(said)
    })
    worker.on('error', (error) => lost(error.message))
    worker.on('exit', () => lost(`the ${noun} could not be done`))
    worker.unref()
    return worker
  }

  async #ask(worker: Worker, question: Question): Promise<void> {
    const current = this.#current
    try {
      const answer = await current?.answerTo?.(question)
      if (this.#current === current) worker.postMessage(answer, [])
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (this.#current === current) this.#end({ ok: false, code: 'failed', message })
    }
  }

  /** The worker's time is over; the next job gets a new one. */
  #end(answer: JobAnswer<Value>): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#aside = undefined
    void worker?.terminate()
    this.#settle(answer)
  }

  #settle(answer: JobAnswer<Value>): void {
    clearTimeout(this.#timer)
    const current = this.#current
    this.#current = undefined
    current?.settle(answer)
    this.#next()
  }
}
