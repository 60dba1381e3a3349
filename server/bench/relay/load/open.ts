import { get } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import * as Y from 'yjs'
import { inTurns, NO_VECTOR, Person, type Target } from './person.ts'
import type { Ear, OnMessage } from './socket.ts'

/** People open a board and leave again, or fetch a file. */
export interface OpenJob {
  /** A board, or the `http://...` of a file. */
  readonly what: Target | string
  readonly people: number
  readonly atOnce: number
}

export interface OpenReport {
  /** Of each, in order of length, milliseconds. */
  readonly eachMs: readonly number[]
  /** Of all. */
  readonly allMs: number
}

/**
 * Opens a board as our page does where there is a state to fetch, else as a stock client does. What the client then makes of it
 * isn't counted: it is the same for every server.
 */
export async function openBoard(
  target: Target,
  onMessage?: OnMessage,
  first: readonly Uint8Array[] = [],
  ear?: Ear,
): Promise<Person> {
  const vector = target.stateUrl === undefined ? NO_VECTOR : vectorOf(await download(target.stateUrl))
  return Person.join(target, onMessage, vector, first, ear)
}

export async function open({ what, people, atOnce }: OpenJob): Promise<OpenReport> {
  const startMs = performance.now()
  const eachMs = await inTurns(Array.from({ length: people }), atOnce, async () => {
    const oneStartMs = performance.now()
    if (typeof what === 'string') await download(what)
    else (await openBoard(what)).leave()
    return performance.now() - oneStartMs
  })
  return { eachMs: eachMs.sort((a, b) => a - b), allMs: performance.now() - startMs }
}

/** The body as it came. */
interface Download {
  readonly bytes: Buffer
  readonly isBrotli: boolean
}

/** Takes brotli, as browsers do. */
export const download = (url: string): Promise<Download> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'br' }, agent: false }, (response) => {
      const isBrotli = response.headers['content-encoding'] === 'br'
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ bytes: Buffer.concat(parts), isBrotli }))
      response.on('error', reject)
    }).on('error', reject)
  })

/** Reading a state takes its reader longer than sending it: done once for all who get the same. */
const vectors: { bytes: Buffer; vector: Uint8Array }[] = []

function vectorOf({ bytes, isBrotli }: Download): Uint8Array {
  const known = vectors.find((one) => one.bytes.equals(bytes))
  if (known !== undefined) return known.vector
  const doc = new Y.Doc()
  Y.applyUpdate(doc, isBrotli ? brotliDecompressSync(bytes) : bytes)
  const vector = Y.encodeStateVector(doc)
  vectors.push({ bytes, vector })
  return vector
}
