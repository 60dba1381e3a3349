import { JobQueue } from '../job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'

export interface DecodeJob {
  readonly bytes: Uint8Array
  /** What its file claims, pixels. */
  readonly width: number
  readonly height: number
}

export interface DecoderOptions {
  /** The built `decode-worker`. */
  readonly worker: URL
  readonly timeoutMs?: number
}

/** Finds out whether pictures can be decoded, in a thread that may be killed. Who shows them afterwards decodes the same bytes. */
export class Decoder {
  readonly #jobs: JobQueue<DecodeJob, boolean>

  constructor({ worker, timeoutMs = SERVER_LIMITS.decodeMs }: DecoderOptions) {
    this.#jobs = new JobQueue({
      worker,
      timeoutMs,
      heapMib: SERVER_LIMITS.decodeHeapMib,
      waiting: SERVER_LIMITS.decodeQueue,
      noun: 'picture',
    })
  }

  /** @throws {JobError} when it took too long, or too many wait */
  canDecode(job: DecodeJob): Promise<boolean> {
    return this.#jobs.run(job)
  }

  close(): Promise<void> {
    return this.#jobs.close()
  }
}
