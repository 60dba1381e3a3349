import { SERVER_LIMITS } from '../limits.ts'
import type { Connection } from './connection.ts'
import { encodeFrames } from './frames.ts'
import { syncStep2, syncUpdate } from './messages.ts'
import type { Message } from './messages.ts'
import type { Parts } from './group.ts'
import { firstClocks } from './pages.ts'
import type { Clocks } from './pages.ts'
import type { Replica } from './replica.ts'

/** Somebody who lacks a part of the board is told it, page by page, as fast as they take it. */
export interface Reading {
  /** How far they have come. */
  readonly from: Clocks
  /** They asked for it: it ends with a syncStep2. */
  readonly isAnswer: boolean
}

/** Frames for one connection, true once the document that they were made of is on disk. */
export interface Answer {
  readonly to: Connection
  /** What it was told, unless that was presence only. */
  readonly reading: Reading | undefined
  readonly frames: readonly Buffer[]
}

/** The room that is told of. */
export interface AnswersHost {
  /** Sends what waits to be sent. */
  flush(): void
  /** Whom they see. */
  presence(to: Connection): readonly Message[]
}

interface Step {
  readonly frames: readonly Buffer[]
  readonly bytes: number
  readonly next: Reading | undefined
}

/**
 * Tells people what they lack. Each page is encoded from the document as it is then, and not before it is wanted: nobody waits while a big board is encoded, and a slow
 * reader costs no more memory than a page. People who open a board together share pages.
 */
export class Answers {
  readonly #replica: Replica
  readonly #host: AnswersHost
  /** Where people began to read, and the newest pages, of the document as it is now. */
  readonly #starts = new Map<string, Reading>()
  readonly #steps = new Map<Reading, Step>()
  #version: number

  constructor(replica: Replica, host: AnswersHost) {
    this.#replica = replica
    this.#host = host
    this.#version = replica.version
  }

  /** The next page for each of them, until enough was encoded: whoever is still in `readers` then gets theirs the next time. */
  next(readers: Set<Connection>): Answer[] {
    this.#forgetOld()
    const answers: Answer[] = []
    let bytes = 0
    for (const to of readers) {
      if (bytes > SERVER_LIMITS.answerBytes) break
      readers.delete(to)
      if (!to.wantsMore) continue
      const reading = to.reading ?? this.#start(to)
      const isNew = reading !== undefined && !this.#steps.has(reading)
      const step = reading && this.#step(reading)
      if (isNew) bytes += step?.bytes ?? 0
      to.reading = step?.next
      answers.push({ to, reading, frames: [...(step?.frames ?? []), ...this.#rest(to, reading)] })
    }
    return answers
  }

  /** The newest updates for everybody, when they are too big for one write. */
  partsOf(updates: readonly Uint8Array[]): Parts | undefined {
    const bytes = updates.reduce((sum, { length }) => sum + length, 0)
    if (bytes <= SERVER_LIMITS.stateChunkBytes) return undefined
    const from = firstClocks(updates)
    const frames: Buffer[] = []
    for (let next: Reading | undefined = { from: this.#replica.lowered(from), isAnswer: false }; next !== undefined;) {
      const step = this.#encode(next)
      frames.push(...step.frames)
      next = step.next
    }
    return { frames, from }
  }

  /** With the end of what somebody was told goes the presence that they missed. */
  #rest(to: Connection, reading: Reading | undefined): Buffer[] {
    if (to.reading !== undefined) return []
    const isCatchUp = reading?.isAnswer !== true
    // What they missed up to now is in the answer to their question; what they missed since they began to catch up is not.
    const hasMissed = isCatchUp || to.hasMissed
    if (!isCatchUp) to.takeMissed()
    return hasMissed ? [encodeFrames(this.#host.presence(to))] : []
  }

  #start(to: Connection): Reading | undefined {
    const ask = to.takeAsk()
    if (ask !== undefined)
      return this.#shared(Buffer.from(ask).toString('latin1'), true, () => this.#replica.clocksIn(ask))
    // What is committed and not sent yet is neither known to them nor missed: it must be one of the two.
    this.#host.flush()
    const missed = to.takeMissed()
    if (missed === undefined) return undefined
    return this.#shared(JSON.stringify([...missed]), false, () => this.#replica.lowered(missed))
  }

  #shared(key: string, isAnswer: boolean, from: () => Clocks): Reading {
    const known = this.#starts.get(key)
    if (known?.isAnswer === isAnswer) return known
    const reading = { from: from(), isAnswer }
    keep(this.#starts, key, reading)
    return reading
  }

  #step(reading: Reading): Step {
    const known = this.#steps.get(reading)
    if (known !== undefined) return known
    const step = this.#encode(reading)
    keep(this.#steps, reading, step)
    return step
  }

  #encode({ from, isAnswer }: Reading): Step {
    const { updates, next } = this.#replica.page(from)
    const end = isAnswer && next === undefined ? updates.length - 1 : updates.length
    const frames = updates.map((update, at) => encodeFrames([at === end ? syncStep2(update) : syncUpdate(update)]))
    return {
      frames,
      bytes: frames.reduce((sum, { length }) => sum + length, 0),
      next: next && { from: next, isAnswer },
    }
  }

  #forgetOld(): void {
    if (this.#version === this.#replica.version) return
    this.#version = this.#replica.version
    this.#starts.clear()
    this.#steps.clear()
  }
}

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= SERVER_LIMITS.pagesKept) return
    map.delete(oldest)
  }
}
