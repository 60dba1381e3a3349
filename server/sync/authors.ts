import * as Y from 'yjs'
import { CLOSE } from '#board/protocol.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Connection } from './connection.ts'
import type { PresenceBoard } from './presence.ts'
import { Refusal } from './refusal.ts'
import type { DecodedUpdate } from './validate.ts'

/**
 * Client id of somebody else who is here, or on this board in another process, in whose name the update brings something new. A connection
 * owns the client id of its presence; ids that nobody owns may be used by everybody. Hot path: once per update.
 */
export function foreignAuthor(
  { structs }: DecodedUpdate,
  doc: Y.Doc,
  people: PresenceBoard,
  sender: Connection,
): number | undefined {
  /** The last writer that need not be looked up again. */
  let cleared: number | undefined
  for (const { id, length } of structs) {
    if (id.client === cleared) continue
    const owner = people.ownerOf(id.client)
    if (owner === undefined || owner === sender) cleared = id.client
    else if (id.clock + length > Y.getState(doc.store, id.client)) return id.client
  }
  return undefined
}

/**
 * Either somebody writes in another's name, or a tab is ahead of the one that it learned from, or it is the same person
 * whose last connection is half open: soon the other, who was probed, has told us, or is gone. Then the sender is asked again.
 * @throws {Refusal} 4409 when it was asked often enough
 */
export function putOff(sender: Connection, isAnswer: boolean, ask: () => void): void {
  if (isAnswer) sender.unreadyAnswers++
  sender.resync ??= { updates: 0, held: [] }
  if (sender.unreadyAnswers >= SERVER_LIMITS.unreadyAnswers)
    throw new Refusal(CLOSE.resetCopy, 'this copy holds changes in the name of somebody else who is here')
  if (sender.isAskedAgain) return
  sender.isAskedAgain = true
  setTimeout(() => {
    sender.isAskedAgain = false
    ask()
  }, SERVER_LIMITS.askAgainMs).unref()
}
