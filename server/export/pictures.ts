import { Worker } from 'node:worker_threads'
import { SERVER_LIMITS } from '../limits.ts'
import type { PictureOptions } from './snapshot.ts'

export interface PictureWorkerOptions {
  /** Folder with `fonts.json`. */
  readonly fonts: string
}

export interface PictureJob {
  readonly state: Uint8Array
  readonly options: PictureOptions
}

export type PictureErrorCode = 'too-large' | 'busy' | 'timeout' | 'failed'

export type PictureAnswer =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: PictureErrorCode; readonly message: string }

export class PictureError extends Error {
  readonly code: PictureErrorCode
  constructor(code: PictureErrorCode, message: string) {
    super(message)
    this.name = 'PictureError'
    this.code = code
  }
}

interface Waiting extends PictureJob {
  readonly settle: (answer: PictureAnswer) => void
}

export interface PicturesOptions extends PictureWorkerOptions {
  /** The built `picture-worker`. */
  readonly worker: URL
  readonly timeoutMs?: number
}

/**
 * Draws boards in a thread that may be killed: one picture at a time, with limits on time, memory and queue, so that no
 * board, however strange, costs those who are drawing anything.
 */
export class Pictures {
  readonly #options: PicturesOptions
  readonly #queue: Waiting[] = []
  #worker: Worker | undefined
  #current: Waiting | undefined
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: PicturesOptions) {
    this.#options = options
  }

  /** @throws {PictureError} */
  async draw(state: Uint8Array, options: PictureOptions): Promise<Uint8Array> {
    if (state.length > SERVER_LIMITS.pictureStateBytes)
      throw new PictureError('too-large', 'the board is too large for a picture')
    if (this.#isClosed || this.#queue.length >= SERVER_LIMITS.pictureQueue)
      throw new PictureError('busy', 'too many pictures are being drawn')
    const answer = await new Promise<PictureAnswer>((settle) => {
      this.#queue.push({ state, options, settle })
      this.#next()
    })
    if (!answer.ok) throw new PictureError(answer.code, answer.message)
    return answer.bytes
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const { settle } of this.#queue.splice(0)) settle({ ok: false, code: 'busy', message: 'the server stops' })
    this.#end({ ok: false, code: 'busy', message: 'the server stops' })
  }

  #next(): void {
    const job = this.#current === undefined ? this.#queue.shift() : undefined
    if (job === undefined) return
    this.#current = job
    const timeoutMs = this.#options.timeoutMs ?? SERVER_LIMITS.pictureMs
    this.#timer = setTimeout(
      () => this.#end({ ok: false, code: 'timeout', message: 'the picture took too long' }),
      timeoutMs,
    )
    this.#worker ??= this.#start()
    this.#worker.postMessage({ state: job.state, options: job.options } satisfies PictureJob, [])
  }

  #start(): Worker {
    const worker = new Worker(this.#options.worker, {
      workerData: { fonts: this.#options.fonts } satisfies PictureWorkerOptions,
      resourceLimits: { maxOldGenerationSizeMb: SERVER_LIMITS.pictureHeapMib },
    })
    const lost = (message: string): void => {
      if (this.#worker === worker) this.#end({ ok: false, code: 'failed', message })
    }
    worker.on('message', (answer: PictureAnswer) => {
      // One that was given up may still have answered; the next picture is another board's.
      if (this.#worker === worker) this.#settle(answer)
    })
    worker.on('error', (error) => lost(error.message))
    worker.on('exit', () => lost('the picture could not be drawn'))
    worker.unref()
    return worker
  }

  /** The worker's time is over; the next picture gets a new one. */
  #end(answer: PictureAnswer): void {
    const worker = this.#worker
    this.#worker = undefined
    void worker?.terminate()
    this.#settle(answer)
  }

  #settle(answer: PictureAnswer): void {
    clearTimeout(this.#timer)
    const job = this.#current
    this.#current = undefined
    job?.settle(answer)
    this.#next()
  }
}
