import * as Y from 'yjs'
import { MESSAGE_SYNC, SYNC_STEP_2 } from '#board/protocol.ts'
import { encode } from '../../../testing/encode.ts'
import { fetchBoard } from './content.ts'
import type { Reach } from './jobs.ts'
import { readVector } from './messages.ts'
import type { OpenReport } from './open.ts'
import { inTurns, Person, type Target } from './person.ts'

/** People who have a board lose their server, and come back together when it is there again. */
export interface ReconnectJob {
  readonly target: Target
  readonly people: number
}

export async function reconnect({ target, people }: ReconnectJob, reach: Reach): Promise<OpenReport> {
  const doc = await fetchBoard(target)
  const everybody = Array.from({ length: people }, (_, index) => index)
  await inTurns(everybody, 50, () => Person.join(target, undefined, Y.encodeStateVector(doc)))
  await reach('connected')
  const startMs = performance.now()
  const eachMs = await inTurns(everybody, people, async () => {
    const oneStartMs = performance.now()
    await comeBack(target, doc)
    return performance.now() - oneStartMs
  })
  return { eachMs: eachMs.sort((a, b) => a - b), allMs: performance.now() - startMs }
}

/** Asks for what it lacks, and answers what the server lacks. */
async function comeBack(target: Target, doc: Y.Doc): Promise<Person> {
  const asked: Uint8Array[] = []
  let answer = (vector: Uint8Array): void => void asked.push(vector)
  const person = await Person.join(
    target,
    (bytes, from, to) => {
      const vector = readVector(bytes.subarray(from, to))
      if (vector !== undefined) answer(vector)
    },
    Y.encodeStateVector(doc),
  )
  answer = (vector) => person.send(encode(MESSAGE_SYNC, SYNC_STEP_2, missing(doc, vector)))
  for (const vector of asked) answer(vector)
  return person
}

const answers = new Map<string, Uint8Array>()

/** The same for all who are asked the same. */
function missing(doc: Y.Doc, vector: Uint8Array): Uint8Array {
  const key = Buffer.from(vector).toString('latin1')
  const known = answers.get(key) ?? Y.encodeStateAsUpdate(doc, vector)
  answers.set(key, known)
  return known
}
