import { CLOSE } from '#board/protocol.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Connection } from './connection.ts'
import { encodeFrames } from './frames.ts'
import type { Watermark } from './group.ts'
import { syncStep1 } from './messages.ts'
import { Refusal } from './refusal.ts'

/**
 * Connections whose copies the server can't follow at the moment: they sent what depends on something that it doesn't know, or what it
 * may not take yet. They are asked for everything that they have, and their watermarks wait for the answer.
 */
export class Resyncs {
  readonly #vector: () => Uint8Array

  /** @param vector the document's state vector as it is now */
  constructor(vector: () => Uint8Array) {
    this.#vector = vector
  }

  /** Asks for everything that it has. */
  ask(connection: Connection): void {
    if (connection.isOpen) connection.stream([encodeFrames([syncStep1(this.#vector())])])
  }

  /**
   * Something that it sent depends on something that we don't know (two tabs may tell each other first).
   * @throws {Refusal} 4409 when it was asked often enough
   */
  unready(connection: Connection, isAnswer: boolean): void {
    if (isAnswer) connection.unreadyAnswers++
    const resync = (connection.resync ??= { updates: 0, held: [] })
    resync.updates++
    if (connection.unreadyAnswers >= SERVER_LIMITS.unreadyAnswers || resync.updates > SERVER_LIMITS.unreadyUpdates)
      throw new Refusal(CLOSE.resetCopy, 'this copy of the board depends on changes that the server does not have')
    if (isAnswer || resync.updates === 1) this.ask(connection)
  }

  /**
   * Either somebody writes in another's name, or a tab is ahead of the one that it learned from, or it is the same person
   * whose last connection is half open: soon the other, who was probed, has told us, or is gone. Then the sender is asked again.
   * @throws {Refusal} 4409 when it was asked often enough
   */
  putOff(connection: Connection, isAnswer: boolean): void {
    if (isAnswer) connection.unreadyAnswers++
    connection.resync ??= { updates: 0, held: [] }
    if (connection.unreadyAnswers >= SERVER_LIMITS.unreadyAnswers)
      throw new Refusal(CLOSE.resetCopy, 'this copy holds changes in the name of somebody else who is here')
    if (connection.isAskedAgain) return
    connection.isAskedAgain = true
    setTimeout(() => {
      connection.isAskedAgain = false
      this.ask(connection)
    }, SERVER_LIMITS.askAgainMs).unref()
  }

  /** @returns whether the watermark waits; else it can go with what is written next. @throws {Refusal} when too many wait */
  holds(connection: Connection, watermark: Watermark): boolean {
    const { resync } = connection
    if (resync === undefined) return false
    if (resync.held.length >= SERVER_LIMITS.unreadyUpdates)
      throw connection.isPostponed
        ? new Refusal(CLOSE.storageDegraded, 'the board can not be stored at the moment')
        : new Refusal(CLOSE.resetCopy, 'the server asked what this copy holds, and got no answer')
    resync.held.push(watermark)
    return true
  }

  /** It has answered, and all that it has was taken. @returns its watermarks that waited for that */
  answered(connection: Connection): readonly Watermark[] {
    const held = connection.resync?.held ?? []
    connection.unreadyAnswers = 0
    connection.resync = undefined
    return held
  }
}
