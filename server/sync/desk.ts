import { createBoardDocument } from '#board/document/board-document.ts'
import type { BoardDocument } from '#board/document/board-document.ts'
import { CLOSE, tooManyReason } from '#board/protocol.ts'
import { StorageError } from '../storage/storage.ts'
import type { Grant } from '../access/board-access.ts'
import type { Author } from '../storage/storage.ts'
import { nameOf } from './authors.ts'
import type { BoardSize } from './board-size.ts'
import type { Connection } from './connection.ts'
import type { PresenceBoard } from './presence.ts'
import { Refusal } from './refusal.ts'
import type { Replica } from './replica.ts'
import type { SlowMode } from './slow-mode.ts'

const SLOW_MODE = 'the board is in slow mode'

export interface DeskParts {
  readonly replica: Replica
  readonly size: BoardSize
  readonly isReadOnly: () => boolean
  /** Who is here. */
  readonly people: PresenceBoard
  readonly out: { readonly connections: Iterable<Connection> }
  readonly slow: Pick<SlowMode, 'waitMs' | 'changed'>
  /** The document may be half changed. */
  readonly onBroken: (error: unknown) => void
  /** What was written: it is to be committed and told, like what comes from a connection. */
  readonly onWritten: (update: Uint8Array, by: Author) => void
  /** Resolves when everything up to now is on disk, with the number of the last update of that. */
  readonly settled: () => Promise<number>
}

/** How much is about to be written, at most. */
export interface Load {
  readonly elements: number
  readonly bytes: number
}

/** What an action answered, and the number of the update that it made; `undefined`: it changed nothing. */
export interface Written<T> {
  readonly value: T
  readonly seq: number | undefined
}

/**
 * Reads and writes a board on behalf of those who have no connection to it: by the model's own verbs, as a transaction of the room's
 * document, and then on the road that everybody's changes go. What it answers is on disk.
 */
export class Desk {
  readonly #parts: DeskParts
  #board: BoardDocument | undefined

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  /** What `look` finds, when all that it has seen is on disk. */
  async read<T>(look: (board: BoardDocument) => T): Promise<T> {
    const seen = look(this.#open())
    await this.#settled()
    return seen
  }

  /**
   * All that `action` writes is one transaction. What it throws before it writes is thrown on; it must not throw after.
   * @throws {Refusal} 4413 when the board is full, 4503 while nothing can be stored, 4529 in slow mode before it is time
   */
  async write<T>(by: Grant, load: Load, action: (board: BoardDocument) => T): Promise<Written<T>> {
    const { replica, size, slow, isReadOnly, onWritten, onBroken } = this.#parts
    if (isReadOnly()) throw new Refusal(CLOSE.storageDegraded, 'the board can not be stored at the moment')
    const waitMs = slow.waitMs(by)
    if (waitMs > 0) throw new Refusal(CLOSE.tooManyRequests, tooManyReason(SLOW_MODE, Math.ceil(waitMs / 1_000)))
    if (load.bytes > 0) replica.look((doc) => size.admit(doc, load.elements, load.bytes))
    const board = this.#open()
    let outcome: { readonly of: T } | undefined
    let fault: unknown
    const written = replica.write(() => {
      try {
        outcome = { of: board.batch(() => action(board)) }
      } catch (error) {
        fault = error
      }
    })
    if (outcome === undefined) {
      if (written !== undefined) onBroken(fault)
      throw fault
    }
    if (written !== undefined) {
      slow.changed(by)
      onWritten(written, { principal: by.principal, name: this.nameOf(by) })
    }
    const seq = await this.#settled()
    return { value: outcome.of, seq: written && seq }
  }

  /** What somebody is called who acts on the board; empty where nobody knows. */
  nameOf(by: Grant): string {
    const { out, people } = this.#parts
    return nameOf(by, out.connections, people)
  }

  close(): void {
    this.#board?.destroy()
  }

  async #settled(): Promise<number> {
    try {
      return await this.#parts.settled()
    } catch (error) {
      if (error instanceof StorageError) throw error
      throw new Refusal(CLOSE.restart, 'the board is loaded anew')
    }
  }

  #open(): BoardDocument {
    return (this.#board ??= this.#parts.replica.look(createBoardDocument))
  }
}
