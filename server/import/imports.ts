import { JobQueue } from '../threads/job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { ImportJob, ReadImport } from './read-import.ts'

export interface ImportWorkerOptions {
  /** Folder with `fonts.json`: words are measured. */
  readonly fonts: string
}

export interface ImportsOptions extends ImportWorkerOptions {
  /** The built `import-worker`. */
  readonly worker: URL
  readonly timeoutMs: number
}

/** Reads files of boards and other programs in a thread that may be killed. */
export class Imports {
  readonly #jobs: JobQueue<ImportJob, ReadImport>

  constructor({ worker, fonts, timeoutMs }: ImportsOptions) {
    this.#jobs = new JobQueue({
      worker,
      workerData: { fonts } satisfies ImportWorkerOptions,
      timeoutMs,
      heapMib: SERVER_LIMITS.importHeapMib,
      waiting: SERVER_LIMITS.importQueue,
      noun: 'file',
    })
  }

  /** @throws {JobError} */
  read(job: ImportJob): Promise<ReadImport> {
    return this.#jobs.run(job)
  }

  close(): Promise<void> {
    return this.#jobs.close()
  }
}
