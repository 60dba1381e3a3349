import { JobError, JobQueue } from '../threads/job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'

export interface ExamineJob {
  readonly bytes: Uint8Array
  readonly maxPixels: number
}

export type FileFault = 'unknown-format' | 'damaged' | 'not-only-a-picture' | 'too-many-pixels' | 'not-decodable'

/** What a file turned out to be. */
export type Examined =
  | { readonly type: string; readonly width: number; readonly height: number }
  | { readonly fault: FileFault; readonly reason: string }

export interface ExaminerOptions {
  /** The built `examine-worker`. */
  readonly worker: URL
  readonly timeoutMs?: number
}

/** Finds out what files are, and that decoding them costs no more than it may, in a thread that may be killed. Who shows them afterwards decodes the same bytes. */
export class Examiner {
  readonly #jobs: JobQueue<ExamineJob, Examined>

  constructor({ worker, timeoutMs = SERVER_LIMITS.decodeMs }: ExaminerOptions) {
    this.#jobs = new JobQueue({
      worker,
      timeoutMs,
      heapMib: SERVER_LIMITS.decodeHeapMib,
      waiting: SERVER_LIMITS.decodeQueue,
      noun: 'file',
    })
  }

  /** @throws {JobError} `busy` */
  async examine(job: ExamineJob): Promise<Examined> {
    try {
      return await this.#jobs.run(job)
    } catch (error) {
      if (!(error instanceof JobError) || error.code === 'busy') throw error
      return { fault: 'not-decodable', reason: error.message }
    }
  }

  close(): Promise<void> {
    return this.#jobs.close()
  }
}
