import { encodeState, openLog } from './merge.ts'
import type { LogEntry, Moment, NamedVersion, Past, PastState, PastStorage } from './past.ts'
import type { BoardInfo } from './storage.ts'

type Kept = NamedVersion & { readonly bytes: Uint8Array }

/** A board, as far as its past goes. */
export interface Remembered {
  readonly info: BoardInfo
  /** Every update that ever came. */
  readonly all: readonly LogEntry[]
  versions: readonly Kept[]
}

export class MemoryPast implements PastStorage {
  readonly #find: (board: string) => Remembered | undefined
  #ids = 0

  constructor({ find }: { readonly find: (board: string) => Remembered | undefined }) {
    this.#find = find
  }

  async of(board: string): Promise<Past | undefined> {
    const found = this.#find(board)
    if (found === undefined) return undefined
    const heads = found.all.map(({ seq, at, author, bytes }) => ({ seq, at, author, bytes: bytes.length }))
    return { earliest: 0, heads, versions: found.versions.map(shown) }
  }

  async state(board: string, moment: Moment): Promise<PastState | undefined> {
    const found = this.#find(board)
    if (found === undefined) return undefined
    const { epoch } = found.info
    if ('version' in moment) {
      const kept = found.versions.find(({ id }) => id === moment.version)
      return kept && { epoch, seq: kept.seq, at: kept.at, bytes: kept.bytes }
    }
    const seq = 'seq' in moment ? moment.seq : found.all.findLast(({ at }) => at <= moment.atMs)?.seq
    if (seq === undefined || seq < 0 || seq > found.info.seq) return undefined
    const log = found.all.slice(0, seq)
    return { epoch, seq, at: log.at(-1)?.at ?? 0, bytes: encodeState(openLog(log.map(({ bytes }) => bytes))) }
  }

  async log(board: string, after: number, upTo: number, maxBytes: number): Promise<readonly LogEntry[]> {
    let left = maxBytes
    const all = this.#find(board)?.all.slice(after, upTo) ?? []
    const end = all.findIndex(({ bytes }, at) => (left -= bytes.length) < 0 && at > 0)
    return end < 0 ? all : all.slice(0, end)
  }

  async name(board: string, moment: Moment, name: string, by: string): Promise<NamedVersion | undefined> {
    const found = this.#find(board)
    const state = await this.state(board, moment)
    if (found === undefined || state === undefined) return undefined
    const kept = { id: ++this.#ids, seq: state.seq, at: state.at, namedAt: Date.now(), name, by, bytes: state.bytes }
    found.versions = [...found.versions, kept].toSorted((a, b) => a.seq - b.seq || a.id - b.id)
    return shown(kept)
  }

  async rename(board: string, version: number, name: string): Promise<boolean> {
    return this.#change(board, version, (kept) => [{ ...kept, name }])
  }

  async forget(board: string, version: number): Promise<boolean> {
    return this.#change(board, version, () => [])
  }

  #change(board: string, version: number, change: (kept: Kept) => readonly Kept[]): boolean {
    const found = this.#find(board)
    if (!found?.versions.some(({ id }) => id === version)) return false
    found.versions = found.versions.flatMap((kept) => (kept.id === version ? change(kept) : [kept]))
    return true
  }
}

const shown = ({ bytes: _bytes, ...version }: Kept): NamedVersion => version
