import type * as Y from 'yjs'
import { CLOSE } from '#board/protocol.ts'
import type { Limits } from '../limits.ts'
import { Refusal } from './refusal.ts'
import type { DecodedUpdate } from './validate.ts'

const MIB = 1024 * 1024

/**
 * How large a board is, and how large it may become. A full board takes deletions, and updates again when there is room.
 * Bytes are counted as they come, which is never too few; what they really amount to is asked when it matters.
 */
export class BoardSize {
  readonly #limits: Limits
  readonly #measure: () => number
  #bytes: number

  /** @param bytes of all stored updates @param measure bytes of the state, in time proportional to it */
  constructor(limits: Limits, bytes: number, measure: () => number) {
    this.#limits = limits
    this.#bytes = bytes
    this.#measure = measure
  }

  /** @param added elements that the update brings @throws {Refusal} 4413 */
  check(doc: Y.Doc, { structs }: DecodedUpdate, added: number, bytes: number): void {
    this.admit(doc, added, structs.length === 0 ? 0 : bytes)
  }

  /** The same of what is about to be written. @param bytes 0: nothing but deletions @throws {Refusal} 4413 */
  admit(doc: Y.Doc, added: number, bytes: number): void {
    const { boardElements, boardBytes } = this.#limits
    if (added > 0 && elementsOf(doc) + added > boardElements)
      throw new Refusal(CLOSE.tooLarge, `the board is full: it holds at most ${boardElements} elements`)
    if (bytes === 0 || this.#bytes + bytes <= boardBytes) return
    this.#bytes = this.#measure()
    if (this.#bytes + bytes > boardBytes)
      throw new Refusal(CLOSE.tooLarge, `the board is full: it holds at most ${(boardBytes / MIB).toFixed(1)} MiB`)
  }

  grow(bytes: number): void {
    this.#bytes += bytes
  }
}

/** Without walking the board. */
function elementsOf(doc: Y.Doc): number {
  const { _length: length } = doc.share.get('elements') ?? { _length: 0 }
  return length
}
