import { randomBytes } from 'node:crypto'
import { DEFAULT_LIMITS } from '../limits.ts'
import { MemoryFiles } from './memory-files.ts'
import { MemoryLogins } from './logins.ts'
import { MemoryHomes } from './memory-homes.ts'
import { MemoryPast } from './memory-past.ts'
import { encodeState, isWorthwhile, mergeLog, openLog } from './merge.ts'
import type { LogEntry, NamedVersion } from './past.ts'
import { planRepair } from './repair.ts'
import type { LogRecord } from './salvage.ts'
import { StorageError, noSuchBoard } from './storage.ts'
import type { TrashStorage } from './trash.ts'
import type { Append, BoardInfo, BoardState, BoardStorage, Repair, StoredBoard } from './storage.ts'

interface Update extends LogRecord {
  readonly bytes: Uint8Array
}

interface Board {
  info: BoardInfo
  snapshot: { readonly seq: number; readonly bytes: Uint8Array } | undefined
  /** After the snapshot. */
  log: readonly Update[]
  readonly quarantine: Map<number, Uint8Array>
  access: string | undefined
  /** Newest first. */
  readonly audit: string[]
  /** Every update that ever came. */
  readonly all: LogEntry[]
  versions: readonly (NamedVersion & { readonly bytes: Uint8Array })[]
}

/** Boards that last as long as the process, with all of their history: for tests and demonstrations. */
export class MemoryStorage implements BoardStorage {
  readonly #boards = new Map<string, Board>()
  readonly files = new MemoryFiles({
    seqOf: (board) => this.#boards.get(board)?.info.seq,
    open: (board) => openLog(updatesOf(this.#get(board))),
  })
  readonly past = new MemoryPast({ find: (board) => this.#boards.get(board) })
  readonly homes = new MemoryHomes((board) => this.#boards.get(board)?.info)
  readonly trash: TrashStorage = {
    put: async (board, audit) => {
      this.#assertOpen()
      const found = this.#get(board)
      const trashedAt = found.info.trashedAt ?? new Date().toISOString()
      found.info = { ...found.info, trashedAt }
      found.audit.unshift(audit)
      return trashedAt
    },
    restore: async (board, audit) => {
      this.#assertOpen()
      const found = this.#get(board)
      found.info = { ...found.info, trashedAt: null }
      found.audit.unshift(audit)
    },
    remove: async (board) => {
      this.#assertOpen()
      this.#get(board)
      this.#boards.delete(board)
      this.files.leave(board)
    },
  }
  readonly logins = new MemoryLogins()
  readonly #secrets = new Map<string, Uint8Array>()
  #epochs = 0
  #isClosed = false

  async create(board: string): Promise<BoardInfo> {
    this.#assertOpen()
    if (this.#boards.has(board)) throw new StorageError('exists', `board ${board} exists`)
    const now = new Date().toISOString()
    const info = {
      id: board,
      title: '',
      createdAt: now,
      updatedAt: now,
      seq: 0,
      epoch: this.#newEpoch(),
      lost: 0,
      trashedAt: null,
    }
    const empty = { snapshot: undefined, log: [], quarantine: new Map(), access: undefined, audit: [] }
    this.#boards.set(board, { info, ...empty, all: [], versions: [] })
    return info
  }

  async find(board: string): Promise<BoardInfo | undefined> {
    this.#assertOpen()
    return this.#boards.get(board)?.info
  }

  async load(board: string): Promise<StoredBoard | undefined> {
    this.#assertOpen()
    const found = this.#boards.get(board)
    return found && { info: found.info, updates: updatesOf(found), tail: found.log.length }
  }

  async state(board: string): Promise<BoardState | undefined> {
    this.#assertOpen()
    const found = this.#boards.get(board)
    if (found === undefined) return undefined
    const { epoch, seq } = found.info
    return { epoch, seq, bytes: encodeState(openLog(updatesOf(found))) }
  }

  async append(batch: readonly Append[]): Promise<ReadonlyMap<string, number>> {
    this.#assertOpen()
    const boards = batch.map(({ board }) => this.#get(board))
    const seqs = new Map<string, number>()
    for (const [index, { board, updates, authors }] of batch.entries()) {
      const found = boards[index] ?? this.#get(board)
      const { seq } = found.info
      found.log = [...found.log, ...updates.map((bytes, at) => ({ seq: seq + at + 1, bytes: bytes.slice() }))]
      const at = Date.now()
      for (const [i, bytes] of updates.entries())
        found.all.push({ seq: seq + i + 1, at, author: authors?.[i], bytes: bytes.slice() })
      found.info = { ...found.info, seq: seq + updates.length, updatedAt: new Date().toISOString() }
      seqs.set(board, found.info.seq)
    }
    return seqs
  }

  async compact(board: string): Promise<boolean> {
    this.#assertOpen()
    const found = this.#get(board)
    const { log, snapshot, info } = found
    const bytes = log.reduce((sum, update) => sum + update.bytes.length, 0)
    if (!isWorthwhile(log.length, bytes, snapshot?.bytes.length ?? 0, DEFAULT_LIMITS)) return false
    found.snapshot = { seq: info.seq, bytes: mergeLog(updatesOf(found)) }
    found.log = []
    return true
  }

  async repair(board: string): Promise<Repair> {
    this.#assertOpen()
    const found = this.#get(board)
    const { info, snapshot, log, quarantine } = found
    const snapshots = snapshot === undefined ? [] : [{ ...snapshot, id: 0 }]
    const { updates, lost } = planRepair({ info, snapshots, records: log, quarantined: new Set(quarantine.keys()) })
    for (const { seq, bytes } of log) if (updates.has(seq)) quarantine.set(seq, bytes)
    found.log = log.filter(({ seq }) => !updates.has(seq))
    found.info = { ...info, epoch: this.#newEpoch(), lost: info.lost + lost }
    return { lost }
  }

  async acknowledge(board: string, lost: number): Promise<void> {
    this.#assertOpen()
    const found = this.#get(board)
    found.info = { ...found.info, lost: Math.max(0, found.info.lost - lost) }
  }

  async entitle(board: string, title: string): Promise<void> {
    this.#assertOpen()
    const found = this.#get(board)
    found.info = { ...found.info, title }
  }

  async access(board: string): Promise<string | undefined> {
    this.#assertOpen()
    return this.#boards.get(board)?.access
  }

  async setAccess(board: string, access: string, audit: string | undefined): Promise<void> {
    this.#assertOpen()
    const found = this.#get(board)
    found.access = access
    if (audit !== undefined) found.audit.unshift(audit)
  }

  async audit(board: string): Promise<string[]> {
    this.#assertOpen()
    return [...(this.#boards.get(board)?.audit ?? [])]
  }

  async secret(name: string): Promise<Uint8Array> {
    this.#assertOpen()
    const secret = this.#secrets.get(name) ?? new Uint8Array(randomBytes(32))
    this.#secrets.set(name, secret)
    return secret
  }

  async prune(): Promise<void> {
    this.#assertOpen()
  }

  async probe(): Promise<void> {
    this.#assertOpen()
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }

  #newEpoch(): string {
    return String(++this.#epochs)
  }

  #get(board: string): Board {
    const found = this.#boards.get(board)
    if (found === undefined) throw noSuchBoard(board)
    return found
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StorageError('io', 'the storage is closed')
  }
}

const updatesOf = ({ snapshot, log }: Board): readonly Uint8Array[] => {
  const updates = log.map(({ bytes }) => bytes)
  return snapshot === undefined ? updates : [snapshot.bytes, ...updates]
}
