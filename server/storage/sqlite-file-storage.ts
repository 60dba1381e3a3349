import type { FileStorage, FileUsage, StoredFile } from './files.ts'
import type { FileRead, FileWrite, Linked, References } from './sqlite-files.ts'

/** The threads of an embedded store, as files use them. */
export interface FileThreads {
  readonly write: (call: FileWrite, transfer?: readonly ArrayBuffer[]) => Promise<unknown>
  readonly read: (call: FileRead) => Promise<unknown>
  readonly references: (board: string) => Promise<unknown>
  /** As much is written at once: a commit of a board waits no longer than for that. */
  readonly partBytes: number
  readonly graceMs: number
}

/** Pictures in the boards' own SQLite file. */
export class SqliteFiles implements FileStorage {
  readonly #threads: FileThreads

  constructor(threads: FileThreads) {
    this.#threads = threads
  }

  async put(board: string, file: StoredFile): Promise<boolean> {
    const { write } = this.#threads
    const linked = (await write({ verb: 'link', board, hash: file.hash })) as Linked
    if (linked !== undefined) return linked === 'new'
    const { bytes, ...info } = file
    const staged = (await write({ verb: 'stage', file: info, size: bytes.length })) as number
    try {
      await this.#writeParts(staged, bytes)
      return (await write({ verb: 'adopt', board, file: staged })) === 'new'
    } catch (error) {
      // What can't be discarded now is when the store is next opened.
      await Promise.allSettled([write({ verb: 'discard', file: staged })])
      throw error
    }
  }

  has(board: string, hash: string): Promise<boolean> {
    return this.#threads.read({ verb: 'has', board, hash }) as Promise<boolean>
  }

  read(board: string, hash: string): Promise<StoredFile | undefined> {
    return this.#threads.read({ verb: 'read', board, hash }) as Promise<StoredFile | undefined>
  }

  usage(board: string): Promise<FileUsage> {
    return this.#threads.read({ verb: 'usage', board }) as Promise<FileUsage>
  }

  async sweep(): Promise<void> {
    const { read, write, references, graceMs } = this.#threads
    const nowMs = Date.now()
    for (const board of (await read({ verb: 'to-sweep', unusedBefore: nowMs - graceMs })) as string[]) {
      const found = await this.#referencesOf(references(board))
      if (found) await write({ verb: 'sweep', sweep: { ...found, board, nowMs, graceMs } })
    }
  }

  /** A board that can't be read keeps all that it has. */
  async #referencesOf(asked: Promise<unknown>): Promise<References | undefined> {
    try {
      return (await asked) as References | undefined
    } catch {
      return undefined
    }
  }

  async #writeParts(file: number, bytes: Uint8Array): Promise<void> {
    const { write, partBytes } = this.#threads
    for (let part = 0; part * partBytes < bytes.length; part++) {
      const piece = bytes.slice(part * partBytes, (part + 1) * partBytes)
      await write({ verb: 'add-part', file, part, bytes: piece }, [piece.buffer])
    }
  }
}
