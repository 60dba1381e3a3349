import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { MESSAGE_SYNC, SYNC_UPDATE } from '#board/protocol.ts'
import { createRandom } from '#board/testing/random.ts'
import type { Random } from '#board/testing/random.ts'
import { actAtRandom } from '#board/testing/person.ts'
import { decodeMessage } from '../sync/messages.ts'
import { Refusal } from '../sync/refusal.ts'
import { admit } from '../sync/replica.ts'
import type { Judge } from '../sync/replica.ts'
import { checkSchema } from '../sync/schema.ts'
import { createUpdateDecoder } from '../sync/validate.ts'
import { encode } from '../testing/encode.ts'
import { mutated } from './mutate.ts'
import { anySeed, numbersFrom } from './report.ts'
import type { LabReport } from './report.ts'
import { besideHonestPeople } from './fuzz-sockets.ts'
import { tokensOf } from './tokens.ts'
import type { Token } from './tokens.ts'

/** What of an update is to be applied; `undefined`: nothing yet, it depends on what isn't there. @throws {Refusal} */
export type Gatekeeper = (doc: Y.Doc, update: Uint8Array) => Uint8Array | undefined

const judge: Judge = (doc, update) => checkSchema(doc, update) >= 0

/** As a room does it. */
export function createGatekeeper(): Gatekeeper {
  const decode = createUpdateDecoder()
  return (doc, update) => {
    const message = decodeMessage(encode(MESSAGE_SYNC, SYNC_UPDATE, update))
    if (message.type !== 'update') throw new Error('an update is an update')
    const admission = admit(doc, message.update, decode, judge)
    return admission.type === 'ready' ? admission.bytes : undefined
  }
}

export interface FuzzOptions {
  readonly cases: number
  readonly seed: number
  readonly gatekeeper?: Gatekeeper
}

/** Cases on one board; then a new one. */
const CASES_A_BOARD = 5_000
/** Of the updates that are refused for now, one in so many is given to Yjs, to see whether it would have waited, too. */
const SAMPLE = 16
/** Of those that are let in, one in so many is read and copied. */
const COPIED = 4
/** CPU time that no update of a few hundred bytes may take, microseconds. */
const HANG_US = 2_000_000
/** Failures after which enough is known. */
const ENOUGH = 20

/** A small board that three people made, and updates that somebody could send next. */
interface Stage {
  readonly state: Uint8Array
  readonly doc: Y.Doc
  readonly next: readonly (readonly Token[])[]
}

function stage(random: Random): Stage {
  const docs = Array.from({ length: 3 }, (_, index) => {
    const doc = new Y.Doc()
    doc.clientID = 100 + index * 1_000_000
    return doc
  })
  const boards = docs.map(createBoardDocument)
  for (let n = 0; n < 24; n++) {
    actAtRandom(random.pick(boards), random)
    if (random.int(3) === 0) Y.applyUpdate(random.pick(docs), Y.encodeStateAsUpdate(random.pick(docs)))
  }
  const doc = new Y.Doc()
  for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  const state = Y.encodeStateAsUpdate(doc)
  const next: (readonly Token[])[] = []
  for (const [index, own] of docs.entries()) {
    Y.applyUpdate(own, state)
    own.on('update', (update: Uint8Array) => next.push(tokensOf(update)))
    for (let n = 0; n < 6; n++) actAtRandom(boards[index] ?? random.pick(boards), random)
  }
  return { state, doc, next: [...next, tokensOf(state)] }
}

/** Updates by the hundred thousand, each a little wrong, against what decides whether an update may be applied. */
class FuzzLab {
  readonly #gatekeeper: Gatekeeper
  readonly #seed: number
  readonly #failures: string[] = []
  readonly #figures = { cases: 0, ready: 0, unready: 0, refused: 0, checked: 0, waited: 0 }
  #stage: Stage
  #scratch = new Y.Doc()

  constructor({ seed, gatekeeper = createGatekeeper() }: FuzzOptions) {
    this.#seed = seed
    this.#gatekeeper = gatekeeper
    this.#stage = stage(createRandom(seed))
  }

  run(cases: number): LabReport {
    for (let first = 0; first < cases && this.#failures.length < ENOUGH; first += CASES_A_BOARD) {
      const random = createRandom(this.#seed + first)
      this.#stage = stage(random)
      this.#renew()
      for (let n = first; n < Math.min(cases, first + CASES_A_BOARD); n++) this.#case(n, random)
    }
    return { lab: 'fuzz', seed: this.#seed, figures: this.#figures, failures: this.#failures }
  }

  #case(n: number, random: Random): void {
    const update = mutated(random.pick(this.#stage.next), random.pick(this.#stage.next), random)
    const startedUs = process.cpuUsage().user
    this.#figures.cases++
    try {
      const bytes = this.#gatekeeper(this.#stage.doc, update)
      this.#figures[bytes === undefined ? 'unready' : 'ready']++
      if (bytes !== undefined) this.#apply(bytes)
      else if (n % SAMPLE === 0) this.#wait(update)
    } catch (error) {
      if (error instanceof Refusal) this.#figures.refused++
      else this.#fail(n, update, error)
    }
    if (process.cpuUsage().user - startedUs > HANG_US) this.#fail(n, update, new Error('it took too long'))
  }

  /** What is let in leaves nothing pending, can be read, and is the same board for whoever gets it whole. */
  #apply(update: Uint8Array): void {
    const doc = this.#scratch
    Y.applyUpdate(doc, update)
    const { pendingStructs, pendingDs } = doc.store
    if (pendingStructs !== null || pendingDs !== null) throw new Error('it is let in, and something waits')
    if (this.#figures.ready % COPIED !== 0) return this.#renew()
    this.#figures.checked++
    const board = createBoardDocument(doc)
    for (const element of board.elements()) void element.props
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(copy))) throw new Error('a copy of the board is another board')
    this.#renew()
  }

  /** What is not ready would leave Yjs waiting, or break it: it was right to keep it out. */
  #wait(update: Uint8Array): void {
    this.#figures.waited++
    try {
      Y.applyUpdate(this.#scratch, update)
    } catch {
      return this.#renew()
    }
    const { pendingStructs, pendingDs } = this.#scratch.store
    if (pendingStructs === null && pendingDs === null) throw new Error('it is kept out, and nothing would have waited')
    this.#renew()
  }

  #renew(): void {
    this.#scratch.destroy()
    this.#scratch = new Y.Doc()
    Y.applyUpdate(this.#scratch, this.#stage.state)
  }

  #fail(n: number, update: Uint8Array, error: unknown): void {
    this.#renew()
    const what =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error)
    this.#failures.push(
      `case ${n}: ${what}; ${Buffer.from(update).toString('base64')}; npm run lab -- fuzz ${n + 1} ${this.#seed}`,
    )
  }
}

export const runFuzzLab = (options: FuzzOptions): LabReport => new FuzzLab(options).run(options.cases)

/** `fuzz [cases] [seed] [frames]` */
export async function run(args: readonly string[]): Promise<LabReport> {
  const { cases, seed, frames } = numbersFrom(args, { cases: 500_000, seed: anySeed(), frames: 5_000 })
  const updates = runFuzzLab({ cases, seed })
  const sockets = await besideHonestPeople({ frames, seed })
  return {
    ...updates,
    figures: { ...updates.figures, ...sockets.figures },
    failures: [...updates.failures, ...sockets.failures],
  }
}
