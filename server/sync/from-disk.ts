import * as Y from 'yjs'
import { splitUpdate } from '#board/document/split-update.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Reading } from './answers.ts'
import type { Connection } from './connection.ts'
import { encodeFrames } from './frames.ts'
import type { Commitment } from './group.ts'
import { syncStep2, syncUpdate } from './messages.ts'
import type { Replica } from './replica.ts'

export interface FromDiskParts {
  readonly replica: Replica
  /** The board as it is on disk, as one V1 update. */
  readonly onDisk: () => Promise<Uint8Array | undefined>
  /** The commit that the disk doesn't answer, this board's or one before it, if it is so. */
  readonly hanging: () => Commitment | undefined
  /** Who waits for an answer. */
  readonly readers: () => Set<Connection>
}

/**
 * Answers whoever asked before or asks while a commit hangs: the document holds what the disk may not have taken, so they are told what is on disk.
 * If the disk answers after all they are told as ever.
 */
export class FromDisk {
  readonly #parts: FromDiskParts
  #isReading = false

  constructor(parts: FromDiskParts) {
    this.#parts = parts
  }

  /** Does nothing unless a commit hangs. Never throws. */
  async answer(): Promise<void> {
    const { hanging, replica, onDisk, readers } = this.#parts
    const commit = hanging()
    if (commit === undefined || this.#isReading) return
    this.#isReading = true
    const { version } = replica
    const state = await onDisk().catch(() => undefined)
    this.#isReading = false
    if (state === undefined || hanging() === undefined) return
    // Something was told since: whoever came after that would never hear of it.
    if (hanging() !== commit || replica.version !== version) return this.answer()
    for (const { to, reading } of commit.unheard) if (reading !== undefined) tell(to, state, vectorOf(reading))
    commit.unheard.clear()
    for (const connection of readers()) {
      const { reading } = connection
      const vector = connection.takeAsk() ?? (reading && vectorOf(reading))
      if (vector === undefined) continue
      tell(connection, state, vector)
      connection.reading = undefined
      // What it missed meanwhile it is told as ever.
      if (!connection.wantsMore) readers().delete(connection)
    }
  }
}

const vectorOf = ({ from }: Reading): Uint8Array => Y.encodeStateVector(new Map(from))

/** An update that brings nothing. */
const NOTHING = Uint8Array.of(0, 0)

/** What somebody with this state vector lacks, in messages of the usual size. */
function tell(to: Connection, state: Uint8Array, vector: Uint8Array): void {
  const parts = splitUpdate(Y.diffUpdate(state, vector), SERVER_LIMITS.stateChunkBytes)
  to.stream([...parts.map(syncUpdate), syncStep2(NOTHING)].map((message) => encodeFrames([message])))
}
