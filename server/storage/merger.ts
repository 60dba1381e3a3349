import { createHash } from 'node:crypto'
import type * as Y from 'yjs'
import type { Limits } from '../limits.ts'
import { encodeState, isWorthwhile, mergeLog, openLog } from './merge.ts'
import type { CompactionLimits } from './merge.ts'
import { fileHashesIn } from './file-references.ts'
import type { Moment, PastState } from './past.ts'
import { planRepair } from './repair.ts'
import type { Quarantine } from './repair.ts'
import type { References } from './sqlite-files.ts'
import type { Adoption } from './sqlite-log.ts'
import type { Log, SqliteReader } from './sqlite-reader.ts'
import { StorageError } from './storage.ts'
import type { BoardState } from './storage.ts'

export type MergeOptions = CompactionLimits & Pick<Limits, 'snapshotPartBytes' | 'warmBytes'>

/** A snapshot that is ready to be written, and what it stands for. */
export interface Merged extends Omit<Adoption, 'snapshot'> {
  readonly parts: readonly Uint8Array[]
  /** SHA-256 of the whole. */
  readonly digest: string
}

/** A moment that is to get a name. */
export interface Namable {
  readonly seq: number
  readonly at: number
  /** SHA-256 of the pictures that it shows, as JSON. */
  readonly files: string
  readonly parts: readonly Uint8Array[]
}

/** A document that only lacks what was written since. */
interface Warm {
  readonly epoch: string
  readonly doc: Y.Doc
  seq: number
  bytes: number
}

/** What takes time rather than disk: merges logs. Lives in a thread of its own, so that neither people nor commits wait for it. */
export class Merger {
  readonly #reader: SqliteReader
  readonly #options: MergeOptions
  /** Least recently used first. */
  readonly #warm = new Map<string, Warm>()

  constructor(reader: SqliteReader, options: MergeOptions) {
    this.#reader = reader
    this.#options = options
  }

  /** A snapshot for this board, compared with its log; `undefined` when there is no reason for one. @throws {StorageError} */
  merge(board: string): Merged | undefined {
    if (!this.#isWorthwhile(board)) return undefined
    const log = this.#reader.load(board)
    if (log === undefined || log.info.seq === 0) return undefined
    const bytes = mergeLog(updatesOf(log))
    const parts = partsOf(bytes, this.#options.snapshotPartBytes)
    const digest = createHash('sha256').update(bytes).digest('hex')
    return { board, base: log.base?.id, seq: log.info.seq, rows: log.tail.length, parts, digest }
  }

  /** @throws {StorageError} `damaged` unless the file holds this snapshot as it was merged */
  verify(board: string, snapshot: number, digest: string): void {
    if (this.#reader.digest(snapshot, board) !== digest)
      throw new StorageError('damaged', `the snapshot of board ${board} was not stored as it was written`)
  }

  /** @throws {StorageError} */
  state(board: string): BoardState | undefined {
    const info = this.#reader.find(board)
    if (info === undefined) return undefined
    const warm = this.#warmed(board, info.epoch) ?? this.#open(board)
    if (warm === undefined) return undefined
    if ('state' in warm) return warm.state
    const bytes = encodeState(warm.doc)
    warm.bytes = bytes.length
    this.#keep(board, warm)
    return { epoch: warm.epoch, seq: warm.seq, bytes }
  }

  /** A board at a moment. @throws {StorageError} */
  past(board: string, moment: Moment): PastState | undefined {
    const found = this.#reader.atOnce(() => this.#findPast(board, moment))
    if (found === undefined) return undefined
    const { epoch, seq, at, updates } = found
    const [only] = updates
    if (updates.length === 1 && only !== undefined) return { epoch, seq, at, bytes: only }
    const doc = openLog(updates)
    const bytes = encodeState(doc)
    doc.destroy()
    return { epoch, seq, at, bytes }
  }

  /** A moment that is to get a name, in parts, with the pictures that it shows. @throws {StorageError} */
  namable(board: string, moment: Moment): Namable | undefined {
    const state = this.past(board, moment)
    if (state === undefined) return undefined
    const { seq, at, bytes } = state
    const doc = openLog([bytes])
    const files = JSON.stringify([...fileHashesIn(doc)])
    doc.destroy()
    return { seq, at, files, parts: partsOf(bytes, this.#options.snapshotPartBytes) }
  }

  #findPast(
    board: string,
    moment: Moment,
  ): (Omit<PastState, 'bytes'> & { readonly updates: readonly Uint8Array[] }) | undefined {
    const info = this.#reader.find(board)
    if (info === undefined) return undefined
    const { past } = this.#reader
    if ('version' in moment) {
      const named = past.version(board, moment.version)
      return named && { epoch: info.epoch, seq: named.seq, at: named.at, updates: [named.bytes] }
    }
    const seq = 'seq' in moment ? moment.seq : past.seqAt(board, moment.atMs)
    const log = seq === undefined ? undefined : past.upTo(board, seq, info.seq)
    if (log === undefined) return undefined
    const base = log.base && this.#reader.snapshot(log.base.id, board)
    return { epoch: info.epoch, seq: log.seq, at: log.at, updates: base ? [base, ...log.updates] : log.updates }
  }

  /** What is to be set aside for a board to open again. @throws {StorageError} `damaged` when nothing would be left */
  examine(board: string): Quarantine | undefined {
    this.#warm.delete(board)
    const remains = this.#reader.remains(board)
    return remains && planRepair(remains)
  }

  /** Files that the board as it is on disk refers to. @throws {StorageError} */
  references(board: string): References | undefined {
    const info = this.#reader.find(board)
    const open = info && (this.#warmed(board, info.epoch) ?? this.#open(board))
    if (open === undefined) return undefined
    const { seq } = 'state' in open ? open.state : open
    const doc = 'state' in open ? openLog([open.state.bytes]) : open.doc
    const hashes = [...fileHashesIn(doc), ...this.#reader.past.filesOfVersions(board)]
    doc.destroy()
    return { seq, hashes }
  }

  #isWorthwhile(board: string): boolean {
    const { rows, bytes, snapshotBytes } = this.#reader.size(board)
    return isWorthwhile(rows, bytes, snapshotBytes, this.#options)
  }

  /** The document that is open already, with what was written since. */
  #warmed(board: string, epoch: string): Warm | undefined {
    const warm = this.#warm.get(board)
    this.#warm.delete(board)
    if (warm === undefined || warm.epoch !== epoch) return undefined
    try {
      const log = this.#reader.load(board, warm.seq)
      if (log === undefined) return undefined
      openLog(log.tail, warm.doc)
      warm.seq = log.info.seq
      return warm
    } catch {
      // It may have been merged and forgotten meanwhile: the whole of it is to be read, which says what is wrong if anything is.
      return undefined
    }
  }

  #open(board: string): Warm | { readonly state: BoardState } | undefined {
    const log = this.#reader.load(board)
    if (log === undefined) return undefined
    const { epoch, seq } = log.info
    if (log.snapshot !== undefined && log.tail.length === 0) return { state: { epoch, seq, bytes: log.snapshot } }
    return { epoch, seq, bytes: 0, doc: openLog(updatesOf(log)) }
  }

  #keep(board: string, warm: Warm): void {
    this.#warm.set(board, warm)
    let bytes = 0
    for (const { bytes: own } of this.#warm.values()) bytes += own
    for (const [oldest, { doc, bytes: own }] of this.#warm) {
      if (bytes <= this.#options.warmBytes) return
      bytes -= own
      doc.destroy()
      this.#warm.delete(oldest)
    }
  }
}

/** Of its own memory each, so that it can be handed on. */
const partsOf = (bytes: Uint8Array, partBytes: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, part) =>
    bytes.slice(part * partBytes, (part + 1) * partBytes),
  )

const updatesOf = ({ snapshot, tail }: Log): readonly Uint8Array[] => (snapshot ? [snapshot, ...tail] : tail)
