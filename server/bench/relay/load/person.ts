import * as Y from 'yjs'
import { MESSAGE_SYNC, SYNC_STEP_1, SYNC_STEP_2 } from '#board/protocol.ts'
import { encode } from '../../../testing/encode.ts'
import { bringsUpdate } from './messages.ts'
import { LoadSocket, type Ear, type OnMessage } from './socket.ts'
import type { Way } from './workload.ts'

/** A board on some server, and how it is spoken to: plain data, as it goes from process to process. */
export interface Target {
  /** `ws://...` of the board. */
  readonly url: string
  readonly way: Way
  /** Stands before every message, in both directions. */
  readonly prefix: Uint8Array
  /** What a client says first. */
  readonly greeting: readonly Uint8Array[]
  /** False for the floor, which answers nothing because it knows no document. */
  readonly hasDocument: boolean
  /** Where stock clients find the board, if they can. */
  readonly stock: { readonly server: string; readonly room: string } | undefined
  /** `http://...` of the board's state, if it can be had like that. */
  readonly stateUrl: string | undefined
}

const IGNORE: OnMessage = () => {}

/** Everything that a client without a copy lacks. */
export const NO_VECTOR = Y.encodeStateVector(new Y.Doc())

/** Somebody on a board: a socket that speaks as the server wants it. */
export class Person {
  readonly #target: Target
  readonly #socket: LoadSocket

  private constructor(target: Target, socket: LoadSocket) {
    this.#target = target
    this.#socket = socket
  }

  /** Connected, and the greeting is said. Positions of messages that are handed on are behind the prefix. */
  static async connect(target: Target, onMessage: OnMessage = IGNORE, ear?: Ear): Promise<Person> {
    const skip = target.prefix.length
    const socket = await LoadSocket.open(
      target.url,
      skip === 0 ? onMessage : (bytes, from, to, nowMs) => onMessage(bytes, from + skip, to, nowMs),
      ear,
    )
    const person = new Person(target, socket)
    for (const message of target.greeting) person.send(message)
    return person
  }

  /**
   * Connected and in sync: the server has answered what a client with this state vector lacks.
   * @param first what is said before asking
   * @param ear knows nothing before this one is in sync
   */
  static async join(
    target: Target,
    onMessage: OnMessage = IGNORE,
    vector = NO_VECTOR,
    first: readonly Uint8Array[] = [],
    ear?: Ear,
  ): Promise<Person> {
    let synced = (): void => {}
    const isSynced = new Promise<void>((resolve) => {
      synced = resolve
    })
    const hear: OnMessage = (bytes, from, to, nowMs) => {
      onMessage(bytes, from, to, nowMs)
      if (bringsUpdate(bytes, from) && bytes[from + 1] === SYNC_STEP_2) synced()
    }
    const person = await Person.connect(target, hear, ear)
    for (const message of first) person.send(message)
    if (!target.hasDocument) return person
    person.send(encode(MESSAGE_SYNC, SYNC_STEP_1, vector))
    await person.#unlessClosed(isSynced)
    return person
  }

  send(message: Uint8Array): void {
    this.#socket.send(this.#target.prefix, message)
  }

  get isClosed(): boolean {
    return this.#socket.closed !== undefined
  }

  leave(): void {
    this.#socket.destroy()
  }

  async #unlessClosed(promise: Promise<void>): Promise<void> {
    await Promise.race([promise, this.#socket.gone])
    if (this.isClosed) throw new Error(`closed with ${this.#socket.closed} before it was in sync`)
  }
}

/** The same for many, a few at a time. */
export async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  action: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++
      results[index] = await action(items[index] as T)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}
