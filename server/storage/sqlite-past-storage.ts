import type { Namable } from './merger.ts'
import type { LogEntry, Moment, NamedVersion, Past, PastState, PastStorage } from './past.ts'
import type { PastWrite } from './sqlite-past.ts'

export interface LogRange {
  readonly after: number
  readonly upTo: number
  readonly maxBytes: number
}

/** The threads of the store, as far as the past needs them. */
export interface PastThreads {
  readonly write: (write: PastWrite, transfer?: ArrayBuffer[]) => Promise<unknown>
  readonly read: (board: string) => Promise<unknown>
  readonly log: (board: string, range: LogRange) => Promise<unknown>
  readonly merge: (verb: 'past' | 'namable', board: string, moment: Moment) => Promise<unknown>
}

export class SqlitePast implements PastStorage {
  readonly #threads: PastThreads

  constructor(threads: PastThreads) {
    this.#threads = threads
  }

  async of(board: string): Promise<Past | undefined> {
    return (await this.#threads.read(board)) as Past | undefined
  }

  async state(board: string, moment: Moment): Promise<PastState | undefined> {
    return (await this.#threads.merge('past', board, moment)) as PastState | undefined
  }

  async log(board: string, after: number, upTo: number, maxBytes: number): Promise<readonly LogEntry[]> {
    return (await this.#threads.log(board, { after, upTo, maxBytes })) as LogEntry[]
  }

  /** A part at a time, as commits wait no longer than for one of them. */
  async name(board: string, moment: Moment, name: string, by: string): Promise<NamedVersion | undefined> {
    const { write } = this.#threads
    const state = (await this.#threads.merge('namable', board, moment)) as Namable | undefined
    if (state === undefined) return undefined
    const { seq, at, files, parts } = state
    const version = { seq, at, namedAt: Date.now(), name, by }
    const id = (await write({ verb: 'stage', version: { ...version, board, files } })) as number
    try {
      for (const [part, bytes] of parts.entries())
        await write({ verb: 'add-part', id, part, bytes }, [bytes.buffer as ArrayBuffer])
      await write({ verb: 'adopt', id })
    } catch (error) {
      // What can't be discarded now is when the file is next opened.
      await Promise.allSettled([write({ verb: 'discard', id })])
      throw error
    }
    return { id, ...version }
  }

  async rename(board: string, id: number, name: string): Promise<boolean> {
    return (await this.#threads.write({ verb: 'rename', board, id, name })) as boolean
  }

  async forget(board: string, id: number): Promise<boolean> {
    return (await this.#threads.write({ verb: 'forget', board, id })) as boolean
  }
}
