import { JobError, JobQueue } from '../job-queue.ts'
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

export interface PicturesOptions extends PictureWorkerOptions {
  /** The built `picture-worker`. */
  readonly worker: URL
  readonly timeoutMs?: number
}

/** Draws boards in a thread that may be killed. */
export class Pictures {
  readonly #jobs: JobQueue<PictureJob, Uint8Array>

  constructor({ worker, fonts, timeoutMs = SERVER_LIMITS.pictureMs }: PicturesOptions) {
    this.#jobs = new JobQueue({
      worker,
      workerData: { fonts } satisfies PictureWorkerOptions,
      timeoutMs,
      heapMib: SERVER_LIMITS.pictureHeapMib,
      waiting: SERVER_LIMITS.pictureQueue,
      noun: 'picture',
    })
  }

  /** @throws {JobError} */
  async draw(state: Uint8Array, options: PictureOptions): Promise<Uint8Array> {
    if (state.length > SERVER_LIMITS.pictureStateBytes)
      throw new JobError('too-large', 'the board is too large for a picture')
    return this.#jobs.run({ state, options })
  }

  close(): Promise<void> {
    return this.#jobs.close()
  }
}
