import * as Y from 'yjs'
import { createBoardDocument, type BoardDocument } from '../document/board-document.ts'
import { createRandom, type Random } from './random.ts'

/** One person's copy of a board. */
export interface Twin {
  readonly doc: Y.Doc
  readonly board: BoardDocument
}

/** Copies of one board, connected by queues that go nowhere until a test says so. */
export interface Twins {
  readonly people: readonly Twin[]
  /** Delivers up to `count` waiting updates in an order of the seed's choosing; some are delivered twice, as real relays do. */
  deliver(count: number): void
  /** Cuts the line between two people (indices): what they send meanwhile is lost, until {@link heal}. */
  cut(a: number, b: number): void
  /** Mends every line, exchanges what is missing, delivers all there is. Afterwards everybody has everything. */
  heal(): void
}

interface Waiting {
  readonly to: number
  readonly update: Uint8Array
}

export function createTwins(count: number, seed: number): Twins {
  const random = createRandom(seed)
  const people = Array.from({ length: count }, (_, i) => createTwin(i + 1))
  const waiting: Waiting[] = []
  const cuts = new Set<string>()
  const line = (a: number, b: number): string => `${Math.min(a, b)}-${Math.max(a, b)}`

  for (const [from, { doc }] of people.entries()) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === WIRE) return
      for (const to of people.keys()) if (to !== from && !cuts.has(line(from, to))) waiting.push({ to, update })
    })
  }

  const deliver = (most: number): void => {
    for (let i = 0; i < most && waiting.length > 0; i++) {
      const { to, update } = takeAny(waiting, random)
      const copies = random.int(8) === 0 ? 2 : 1
      for (let k = 0; k < copies; k++) Y.applyUpdate((people[to] as Twin).doc, update, WIRE)
    }
  }

  return {
    people,
    deliver,
    cut: (a, b) => void cuts.add(line(a, b)),
    heal() {
      cuts.clear()
      deliver(waiting.length)
      for (const { doc: to } of people) {
        for (const { doc: from } of people)
          Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), WIRE)
      }
    },
  }
}

/** Origin of what came over the line. */
const WIRE = Object.freeze({ origin: 'wire' })

function createTwin(clientId: number): Twin {
  const doc = new Y.Doc()
  // Set, not random: who wins a tie depends on it, and a failure must happen again.
  doc.clientID = clientId
  return { doc, board: createBoardDocument(doc) }
}

function takeAny(waiting: Waiting[], random: Random): Waiting {
  return waiting.splice(random.int(waiting.length), 1)[0] as Waiting
}
