import { JobError, JobQueue } from '../threads/job-queue.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { FileStorage, StoredFile } from '../storage/files.ts'
import type { About, PictureOptions } from './picture-options.ts'

export interface PictureWorkerOptions {
  /** Folder with `fonts.json`. */
  readonly fonts: string
}

export interface PictureJob {
  readonly state: Uint8Array
  readonly options: PictureOptions
  readonly about: About
}

/** The answer to a worker that asked for files by their hashes. */
export interface PictureFiles {
  readonly files: readonly StoredFile[]
}

/** A board's own files. */
export type ReadFile = (hash: string) => ReturnType<FileStorage['read']>

export interface PicturesOptions extends PictureWorkerOptions {
  /** The built `picture-worker`. */
  readonly worker: URL
  /** How long a picture may take. */
  readonly timeoutMs: number
}

/** Draws boards in a thread that may be killed. */
export class Pictures {
  readonly #jobs: JobQueue<PictureJob, Uint8Array, readonly string[]>

  constructor({ worker, fonts, timeoutMs }: PicturesOptions) {
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
  async draw(
    state: Uint8Array,
    options: PictureOptions,
    readFile: ReadFile = noFile,
    about: About = {},
  ): Promise<Uint8Array> {
    if (state.length > SERVER_LIMITS.pictureStateBytes)
      throw new JobError('too-large', 'the board is too large for a picture')
    return this.#jobs.run({ state, options, about }, async (hashes) => ({ files: await readAll(hashes, readFile) }))
  }

  close(): Promise<void> {
    return this.#jobs.close()
  }
}

const noFile: ReadFile = async () => undefined

/** One after the other, as far as there is room; one that can't be read is one that isn't there. */
async function readAll(hashes: readonly string[], readFile: ReadFile): Promise<StoredFile[]> {
  const files: StoredFile[] = []
  let bytes = 0
  for (const hash of hashes) {
    const file = await readFile(hash).catch(() => undefined)
    if (file === undefined || bytes + file.bytes.length > SERVER_LIMITS.pictureFileBytes) continue
    bytes += file.bytes.length
    files.push(file)
  }
  return files
}
