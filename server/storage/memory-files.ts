import type * as Y from 'yjs'
import type { FileStorage, FileUsage, StoredFile } from './files.ts'
import { fileHashesIn } from './file-references.ts'
import { noSuchBoard } from './storage.ts'

export interface Boards {
  readonly seqOf: (board: string) => number | undefined
  /** The document as it is stored. */
  readonly open: (board: string) => Y.Doc
}

/** Pictures that last as long as the process; what isn't referred to goes with the next sweep but one. */
export class MemoryFiles implements FileStorage {
  readonly #boards: Boards
  readonly #files = new Map<string, StoredFile>()
  /** By board: hash → whether it was missing at the last sweep. */
  readonly #kept = new Map<string, Map<string, boolean>>()

  constructor(boards: Boards) {
    this.#boards = boards
  }

  async put(board: string, file: StoredFile): Promise<boolean> {
    if (this.#boards.seqOf(board) === undefined) throw noSuchBoard(board)
    const kept = this.#kept.get(board) ?? new Map<string, boolean>()
    this.#kept.set(board, kept)
    if (!this.#files.has(file.hash)) this.#files.set(file.hash, { ...file, bytes: file.bytes.slice() })
    const isNew = !kept.has(file.hash)
    kept.set(file.hash, false)
    return isNew
  }

  async has(board: string, hash: string): Promise<boolean> {
    return this.#kept.get(board)?.has(hash) ?? false
  }

  async read(board: string, hash: string): Promise<StoredFile | undefined> {
    return this.#kept.get(board)?.has(hash) ? this.#files.get(hash) : undefined
  }

  async usage(board: string): Promise<FileUsage> {
    const own = [...(this.#kept.get(board)?.keys() ?? [])]
    const bytesOf = (hashes: Iterable<string>): number =>
      [...hashes].reduce((sum, hash) => sum + (this.#files.get(hash)?.bytes.length ?? 0), 0)
    return { files: own.length, bytes: bytesOf(own), allBytes: bytesOf(this.#files.keys()) }
  }

  /** The board is gone, and has nothing any more. */
  leave(board: string): void {
    this.#kept.delete(board)
    this.#forgetUnowned()
  }

  async sweep(): Promise<void> {
    for (const [board, kept] of this.#kept) {
      const used = fileHashesIn(this.#boards.open(board))
      for (const [hash, wasMissing] of kept) {
        if (wasMissing && !used.has(hash)) kept.delete(hash)
        else kept.set(hash, !used.has(hash))
      }
    }
    this.#forgetUnowned()
  }

  #forgetUnowned(): void {
    const owned = new Set(Array.from(this.#kept.values(), (kept) => [...kept.keys()]).flat())
    for (const hash of this.#files.keys()) if (!owned.has(hash)) this.#files.delete(hash)
  }
}
