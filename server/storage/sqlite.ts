import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import type { Moment } from './past.ts'
import { SqliteFiles } from './sqlite-file-storage.ts'
import type { KeptLogin, LoginStorage } from './logins.ts'
import type { LoginWrite } from './sqlite-logins.ts'
import type { FileRead, FileWrite } from './sqlite-files.ts'
import type { Merged } from './merger.ts'
import type { Quarantine } from './repair.ts'
import type { Adoption } from './sqlite-log.ts'
import { SqlitePast } from './sqlite-past-storage.ts'
import type { LogRange } from './sqlite-past-storage.ts'
import type { HomeRead, HomeWrite } from './sqlite-homes.ts'
import { SqliteHomes } from './sqlite-home-storage.ts'
import type { PastWrite } from './sqlite-past.ts'
import type { TrashWrite } from './sqlite-trash.ts'
import { StorageError, noSuchBoard } from './storage.ts'
import type { Append, BoardInfo, BoardState, BoardStorage, Repair, StoredBoard } from './storage.ts'
import { Thread } from './thread.ts'
import type { TrashStorage } from './trash.ts'

export type WorkerOptions = Limits & { readonly file: string; readonly role: 'log' | 'reader' | 'merger' }

export type LogCall =
  | { readonly verb: 'create'; readonly board: string }
  | { readonly verb: 'append'; readonly batch: readonly Append[] }
  | { readonly verb: 'stage'; readonly board: string; readonly seq: number }
  | { readonly verb: 'add-part'; readonly snapshot: number; readonly part: number; readonly bytes: Uint8Array }
  | { readonly verb: 'adopt'; readonly adoption: Adoption }
  | { readonly verb: 'discard'; readonly snapshot: number }
  | { readonly verb: 'quarantine'; readonly quarantine: Quarantine }
  | { readonly verb: 'acknowledge'; readonly board: string; readonly lost: number }
  | { readonly verb: 'file'; readonly write: FileWrite }
  | { readonly verb: 'past'; readonly write: PastWrite }
  | { readonly verb: 'trash'; readonly write: TrashWrite }
  | { readonly verb: 'home'; readonly write: HomeWrite }
  | { readonly verb: 'entitle'; readonly board: string; readonly title: string }
  | { readonly verb: 'set-access'; readonly board: string; readonly access: string; readonly audit: string | undefined }
  | { readonly verb: 'secret'; readonly name: string }
  | { readonly verb: 'change-logins'; readonly write: LoginWrite }
  | { readonly verb: 'logins' | 'open' | 'prune' | 'probe' | 'close' }

export type ReaderCall =
  | { readonly verb: 'find' | 'load' | 'access' | 'audit'; readonly board: string }
  | { readonly verb: 'file'; readonly read: FileRead }
  | { readonly verb: 'home'; readonly read: HomeRead }
  | { readonly verb: 'past'; readonly board: string }
  | ({ readonly verb: 'past-log'; readonly board: string } & LogRange)
  | { readonly verb: 'close' }

export type MergerCall =
  | { readonly verb: 'state' | 'merge' | 'examine' | 'references'; readonly board: string }
  | { readonly verb: 'past' | 'namable'; readonly board: string; readonly moment: Moment }
  | { readonly verb: 'verify'; readonly board: string; readonly snapshot: number; readonly digest: string }
  | { readonly verb: 'close' }

/**
 * Boards in one SQLite file, in three threads, as SQLite waits for the disk: one writes, and has only short things to do; one reads; one merges, and
 * ends when there is nothing to merge.
 */
export class SqliteStorage implements BoardStorage {
  readonly #log: Thread<LogCall>
  readonly #reader: Thread<ReaderCall>
  readonly #merger: Thread<MergerCall>
  readonly #folder: string
  readonly files: SqliteFiles
  readonly past: SqlitePast
  readonly homes: SqliteHomes = new SqliteHomes({
    write: (write) => this.#log.ask({ verb: 'home', write }),
    read: async (read) => {
      await this.#ready()
      return this.#reader.ask({ verb: 'home', read })
    },
  })
  readonly trash: TrashStorage = {
    put: async (board, audit) => (await this.#throw({ verb: 'put', board, audit })) as string,
    restore: async (board, audit) => void (await this.#throw({ verb: 'restore', board, audit })),
    remove: async (board) => void (await this.#throw({ verb: 'remove', board })),
  }
  readonly logins: LoginStorage
  #opened: Promise<unknown> | undefined
  #isClosed = false

  /**
   * @param file where the database is or will be; its folder is made
   * @param worker the built `sqlite-worker`: threads can't load TypeScript
   * @throws when the folder can't be made
   */
  constructor(file: string, worker: URL, limits: Partial<Limits> = {}) {
    this.#folder = dirname(file)
    mkdirSync(this.#folder, { recursive: true })
    const options = { ...DEFAULT_LIMITS, ...limits, file }
    const { mergeHeapMib, mergeIdleSeconds, snapshotPartBytes } = options
    this.#log = new Thread(worker, { ...options, role: 'log' } satisfies WorkerOptions)
    this.#reader = new Thread(worker, { ...options, role: 'reader' } satisfies WorkerOptions)
    this.#merger = new Thread(worker, { ...options, role: 'merger' } satisfies WorkerOptions, {
      idleMs: mergeIdleSeconds * 1_000,
      resourceLimits: { maxOldGenerationSizeMb: mergeHeapMib },
    })
    this.files = new SqliteFiles({
      write: async (write, transfer) => this.#log.ask({ verb: 'file', write }, transfer),
      read: async (read) => {
        await this.#ready()
        return this.#reader.ask({ verb: 'file', read })
      },
      references: async (board) => {
        await this.#ready()
        return this.#merger.ask({ verb: 'references', board })
      },
      partBytes: snapshotPartBytes,
      // What history can bring back must still be there.
      graceMs: Math.max(options.fileGraceSeconds, options.historySeconds) * 1_000,
    })
    this.logins = {
      all: async () => (await this.#log.ask({ verb: 'logins' })) as readonly KeptLogin[],
      change: async (added, removed) =>
        void (await this.#log.ask({ verb: 'change-logins', write: { added, removed } })),
    }
    this.past = new SqlitePast({
      write: async (write, transfer) => this.#log.ask({ verb: 'past', write }, transfer),
      read: async (board) => {
        await this.#ready()
        return this.#reader.ask({ verb: 'past', board })
      },
      log: async (board, range) => {
        await this.#ready()
        return this.#reader.ask({ verb: 'past-log', board, ...range })
      },
      merge: async (verb, board, moment) => {
        await this.#ready()
        return this.#merger.ask({ verb, board, moment })
      },
    })
  }

  /**
   * Opens the file now rather than with the first request. One server at a time: waits a few seconds for another to end.
   * @throws {StorageError} saying why the boards can't be opened
   */
  async open(): Promise<void> {
    const opening = (this.#opened ??= this.#log.ask({ verb: 'open' }))
    try {
      await opening
    } catch (error) {
      this.#opened = undefined
      const why = error instanceof Error ? error.message : String(error)
      throw new StorageError('io', `the boards in ${this.#folder} can not be opened: ${why}`, { cause: error })
    }
  }

  create(board: string): Promise<BoardInfo> {
    return this.#log.ask({ verb: 'create', board }) as Promise<BoardInfo>
  }

  async find(board: string): Promise<BoardInfo | undefined> {
    await this.#ready()
    return (await this.#reader.ask({ verb: 'find', board })) as BoardInfo | undefined
  }

  async load(board: string): Promise<StoredBoard | undefined> {
    await this.#ready()
    return (await this.#reader.ask({ verb: 'load', board })) as StoredBoard | undefined
  }

  async state(board: string): Promise<BoardState | undefined> {
    await this.#ready()
    return (await this.#merger.ask({ verb: 'state', board })) as BoardState | undefined
  }

  append(batch: readonly Append[]): Promise<ReadonlyMap<string, number>> {
    const copied = batch.map((append) => ({ ...append, updates: append.updates.map(compactView) }))
    return this.#log.ask({ verb: 'append', batch: copied }) as Promise<ReadonlyMap<string, number>>
  }

  async compact(board: string): Promise<boolean> {
    await this.#ready()
    const merged = (await this.#merger.ask({ verb: 'merge', board })) as Merged | undefined
    if (merged === undefined) return false
    const snapshot = (await this.#log.ask({ verb: 'stage', board, seq: merged.seq })) as number
    try {
      return await this.#write(merged, snapshot)
    } catch (error) {
      // What can't be discarded now is when the file is next opened.
      await Promise.allSettled([this.#log.ask({ verb: 'discard', snapshot })])
      throw error
    }
  }

  async repair(board: string): Promise<Repair> {
    await this.#ready()
    const quarantine = (await this.#merger.ask({ verb: 'examine', board })) as Quarantine | undefined
    if (quarantine === undefined) throw noSuchBoard(board)
    await this.#log.ask({ verb: 'quarantine', quarantine })
    return { lost: quarantine.lost }
  }

  async entitle(board: string, title: string): Promise<void> {
    await this.#log.ask({ verb: 'entitle', board, title })
  }

  async acknowledge(board: string, lost: number): Promise<void> {
    await this.#log.ask({ verb: 'acknowledge', board, lost })
  }

  async access(board: string): Promise<string | undefined> {
    await this.#ready()
    return (await this.#reader.ask({ verb: 'access', board })) as string | undefined
  }

  async setAccess(board: string, access: string, audit: string | undefined): Promise<void> {
    await this.#log.ask({ verb: 'set-access', board, access, audit })
  }

  async audit(board: string): Promise<string[]> {
    await this.#ready()
    return (await this.#reader.ask({ verb: 'audit', board })) as string[]
  }

  async secret(name: string): Promise<Uint8Array> {
    return (await this.#log.ask({ verb: 'secret', name })) as Uint8Array
  }

  async prune(): Promise<void> {
    // One piece at a time: commits go between them.
    while ((await this.#log.ask({ verb: 'prune' })) === true);
  }

  #throw(write: TrashWrite): Promise<unknown> {
    return this.#log.ask({ verb: 'trash', write })
  }

  async probe(): Promise<void> {
    await this.#log.ask({ verb: 'probe' })
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await Promise.allSettled([this.#merger.close({ verb: 'close' }), this.#reader.close({ verb: 'close' })])
    await this.#log.close({ verb: 'close' })
  }

  /** A part at a time, as commits wait no longer than for one of them; compared once more as it is on disk; and only then counted. */
  async #write({ parts, digest, ...merged }: Merged, snapshot: number): Promise<boolean> {
    for (const [part, bytes] of parts.entries()) {
      await this.#log.ask({ verb: 'add-part', snapshot, part, bytes }, [bytes.buffer as ArrayBuffer])
    }
    await this.#merger.ask({ verb: 'verify', board: merged.board, snapshot, digest })
    const isAdopted = (await this.#log.ask({ verb: 'adopt', adoption: { ...merged, snapshot } })) as boolean
    if (!isAdopted) await this.#log.ask({ verb: 'discard', snapshot })
    await this.prune()
    return isAdopted
  }

  /** The writer makes the file and its tables. */
  async #ready(): Promise<void> {
    if (this.#isClosed) throw new StorageError('io', 'the storage is closed')
    await this.open()
  }
}

/** Posting a view copies the whole buffer behind it. */
const compactView = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
