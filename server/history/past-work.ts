import type { Difference } from '#board/document/difference.ts'
import type { LoggedUpdate } from '#board/document/without-work.ts'
import { JobQueue } from '../threads/job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { PastAnswer, PastCopy, PastJob, PastUndoing } from './past-job.ts'

/** Compares and copies boards in a thread that may be killed. States are V1 updates. */
export class PastWork {
  readonly #jobs: JobQueue<PastJob, PastAnswer>

  /** @param worker the built `past-worker` @param timeoutMs how long one piece of work may take */
  constructor({ worker, timeoutMs }: { readonly worker: URL; readonly timeoutMs: number }) {
    const { pictureHeapMib: heapMib, pictureQueue: waiting } = SERVER_LIMITS
    this.#jobs = new JobQueue({ worker, timeoutMs, heapMib, waiting, noun: 'comparison' })
  }

  /** @throws {JobError} */
  async difference(from: Uint8Array, to: Uint8Array): Promise<Difference> {
    return ((await this.#jobs.run({ type: 'difference', from, to })) as { readonly difference: Difference }).difference
  }

  /** What people see of a board, as a board of its own. @throws {JobError} */
  async copy(state: Uint8Array): Promise<PastCopy> {
    return (await this.#jobs.run({ type: 'copy', state })) as PastCopy
  }

  /** What it takes to undo some of the updates since `base`. @throws {JobError} */
  async without(base: Uint8Array, log: readonly LoggedUpdate[]): Promise<PastUndoing> {
    return (await this.#jobs.run({ type: 'without', base, log })) as PastUndoing
  }

  close(): Promise<void> {
    return this.#jobs.close()
  }
}
