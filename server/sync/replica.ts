import * as Y from 'yjs'
import { SERVER_LIMITS } from '../limits.ts'
import { pageAfter } from './pages.ts'
import type { Clocks, Page } from './pages.ts'
import { createUpdateDecoder, isKnown, isReady, withoutKnown } from './validate.ts'
import type { DecodedUpdate, UpdateDecoder } from './validate.ts'

/** Looks at an update that is ready, before it is applied: false when not now. @throws {Refusal} when never */
export type Judge = (doc: Y.Doc, update: DecodedUpdate) => boolean

/** Whether an update may be applied, and then which bytes of it. */
type Admission =
  | { readonly type: 'ready'; readonly bytes: Uint8Array }
  /** It depends on something that isn't there. */
  | { readonly type: 'unready' }
  /** The judge put it off. */
  | { readonly type: 'put-off' }

/** Decides about an update before anything is applied. @throws {Refusal} when malformed or refused */
export function admit(doc: Y.Doc, update: Uint8Array, decode: UpdateDecoder, judge?: Judge): Admission {
  const { bytes, decoded } = withoutKnown(doc, update, decode)
  if (!isReady(doc, decoded)) return { type: 'unready' }
  if (judge?.(doc, decoded) === false) return { type: 'put-off' }
  return { type: 'ready', bytes }
}

/** What became of an update: `bytes` is what it brought that was new, as a V1 update. */
type Applied =
  | { readonly type: 'new'; readonly bytes: Uint8Array }
  | { readonly type: 'known' }
  | Exclude<Admission, { type: 'ready' }>

/** Thrown when an update that passed every check broke the document all the same: this copy can't be trusted any more. */
class ReplicaBroken extends Error {
  constructor(cause: unknown) {
    super('an update could not be applied', { cause })
    this.name = 'ReplicaBroken'
  }
}

/** A room's copy of a board's document. Never holds anything pending. */
export class Replica {
  readonly #doc: Y.Doc
  readonly #decode = createUpdateDecoder()
  #produced: Uint8Array | undefined
  #version = 0

  /** @param doc what there is already, and nobody else's from now on @throws {ReplicaBroken} when something is missing in it */
  constructor(doc = new Y.Doc()) {
    this.#doc = doc
    this.#assertWhole()
    this.#doc.on('update', (bytes: Uint8Array) => {
      this.#produced = bytes
      this.#version++
    })
  }

  /**
   * @param judge asked unless the update comes from somebody who has judged it already
   * @throws {Refusal} when malformed or refused (nothing was changed) @throws {ReplicaBroken}
   */
  apply(update: Uint8Array, judge?: Judge): Applied {
    const admission = admit(this.#doc, update, this.#decode, judge)
    if (admission.type !== 'ready') return admission
    this.#produced = undefined
    try {
      Y.applyUpdate(this.#doc, admission.bytes)
    } catch (error) {
      throw new ReplicaBroken(error)
    }
    this.#assertWhole()
    return this.#produced === undefined ? { type: 'known' } : { type: 'new', bytes: this.#produced }
  }

  /** Lets `look` at the document, which it must leave as it is. */
  look<T>(look: (doc: Y.Doc) => T): T {
    return look(this.#doc)
  }

  /** What `action` writes into the document, in one transaction, as a V1 update; `undefined` when that is nothing. @throws {ReplicaBroken} */
  write(action: () => void): Uint8Array | undefined {
    this.#produced = undefined
    action()
    this.#assertWhole()
    return this.#produced
  }

  /** True when the update would change nothing. @throws {Refusal} 4400 when malformed */
  knows(update: Uint8Array): boolean {
    return isKnown(this.#doc, this.#decode(update))
  }

  get vector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  /** Everything, as one update. */
  get state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc)
  }

  /** Changes when the document does. */
  get version(): number {
    return this.#version
  }

  /** The next part of what a copy lacks that has come so far. */
  page(from: Clocks): Page {
    return pageAfter(this.#doc, from, SERVER_LIMITS.stateChunkBytes)
  }

  /** How far a copy with this state vector has come, as far as our writers go. */
  clocksIn(vector: Uint8Array): Clocks {
    const { clients } = this.#doc.store
    return new Map([...Y.decodeStateVector(vector)].filter(([client]) => clients.has(client)))
  }

  /** How far a copy has come that has everything but what begins at these clocks. */
  lowered(missed: Clocks): Clocks {
    const clocks = Y.decodeStateVector(this.vector)
    for (const [client, clock] of missed) clocks.set(client, Math.min(clock, clocks.get(client) ?? 0))
    return clocks
  }

  destroy(): void {
    this.#doc.destroy()
  }

  #assertWhole(): void {
    const { pendingStructs, pendingDs } = this.#doc.store
    if (pendingStructs !== null || pendingDs !== null) throw new ReplicaBroken('something is left pending')
  }
}
