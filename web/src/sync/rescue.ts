import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import { type Doc, encodeStateAsUpdate } from 'yjs'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { Lost } from '#board/document/salvage.ts'
import { CLOSE } from '#board/protocol.ts'
import type { Offline } from './offline.ts'
import type { SocketRefusal } from './sync-facts.ts'
import type * as SetAsideModule from './set-aside.ts'
import type { Sync } from './sync.ts'

/** Work of this person that the server won't take. */
export interface LostWork {
  readonly changes: number
  /** It comes back by itself when this person may change the board again. */
  readonly waits: boolean
  /** Why, as the server said it. */
  readonly reason: string
  /** Of the socket that it closed. */
  readonly code: number
  /** The work itself, to be downloaded. */
  readonly items: readonly Lost[]
}

/** Refused work: brought back as far as the server takes it, and told. */
export interface Rescue {
  /** What could not be brought back; null while there is nothing to tell. */
  readonly lost: ReadonlySignal<LostWork | null>
  /** The person knows, and has what they want of it. */
  forget(): void
  dispose(): void
}

/** The code that brings work back: see `set-aside.ts`. */
export type SetAside = typeof SetAsideModule

export interface RescueParts {
  readonly doc: Doc
  readonly document: BoardDocument
  readonly sync: Pick<Sync, 'status'>
  readonly offline: Offline
  /** Does the document hold the board as the server has it? */
  readonly isServed: boolean
  /** May this person change the board? */
  readonly mayEdit: boolean
  /** What brings back the copy that was set aside; undefined while there is none, or the code can't be had: then it stays aside. */
  readonly setAside: SetAside | undefined
  /** Opens the board anew. */
  readonly reload: () => void
}

/** RFC 6455: a message that is too large. */
const MESSAGE_TOO_BIG = 1009

/** Refusals that say something of the copy, not of the person: a fresh copy may go on. */
const OF_THE_COPY: ReadonlySet<number> = new Set([CLOSE.malformed, CLOSE.resetCopy, CLOSE.tooLarge, MESSAGE_TOO_BIG])

/** Does the refusal say that this copy won't do? Who may only look can't bring changes, which they made when they could do more. */
const isOfTheCopy = ({ code, changes }: { readonly code: number; readonly changes: number }, mayEdit: boolean) =>
  OF_THE_COPY.has(code) || (code === CLOSE.forbidden && !mayEdit && changes > 0)

/**
 * When the server refuses this copy: sets it aside, opens a fresh one, and brings back piece by piece what is legal, as soon as this person may change the board. The
 * copy stays set aside until the server has confirmed all that was brought back, so a reload at any moment begins again.
 * When the server refuses that too, the page stops and says so.
 */
export function createRescue(parts: RescueParts): Rescue {
  const { doc, document, sync, offline, isServed, mayEdit, setAside, reload } = parts
  const { aside } = offline
  const lost = signal<LostWork | null>(null)
  const tell = (items: readonly Lost[], { code, reason }: SocketRefusal, changes = items.length) =>
    (lost.value = changes > 0 ? { changes, waits: waiting, code, reason, items } : null)
  const canBring = aside?.bytes !== undefined && setAside !== undefined && isServed && !document.newerFormat
  const isBringing = canBring && mayEdit
  const waiting = canBring && !mayEdit
  const left = [
    ...(aside?.lost ?? []),
    ...(isBringing ? setAside.bringBack(aside.bytes, doc, document) : []),
    ...(waiting ? setAside.workIn(aside.bytes, doc) : []),
  ]
  if (aside) tell(left, aside)

  let isSettled = !isBringing
  const settle = () => {
    isSettled = true
    const { code, reason } = aside!
    void offline.settleAside(left.length > 0 ? { lost: left, code, reason } : null)
  }
  const giveUp = (why: SocketRefusal, changes: number) => {
    const whole: Lost = { what: 'something else', id: '', why: why.reason, value: doc.toJSON() }
    tell([...left, whole], why, left.length + changes)
  }
  const stop = effect(() => {
    const status = sync.status.value
    if (status.state === 'saved' && !isSettled) settle()
    if (status.state !== 'refused' || !isOfTheCopy(status, mayEdit)) return
    const { code, reason, changes } = status
    if (isBringing && !isSettled) giveUp({ code, reason }, changes)
    else
      offline.setAside(encodeStateAsUpdate(doc), { code, reason }).then(reload, () => {
        // This browser keeps nothing: the page itself is the only copy.
        if (changes > 0) giveUp({ code, reason }, changes)
      })
  })
  return {
    lost,
    forget() {
      lost.value = null
      if (isSettled) void offline.settleAside(null)
    },
    dispose: stop,
  }
}
