import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import { checkSchema } from '../sync/schema.ts'
import { createUpdateDecoder, isReady } from '../sync/validate.ts'

const decodeUpdate = createUpdateDecoder()

interface Row {
  readonly what: string
  readonly bytes: number
  readonly decodeUs: number
  readonly readyUs: number
  readonly schemaUs: number
  readonly applyUs: number
}

const STYLE = { color: 'ink', width: 4, opacity: 1 }
const ROUNDS = 2_000

/** What one person writes, update by update. */
function writes(change: (board: ReturnType<typeof createBoardDocument>, at: number) => void): Uint8Array[] {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  board.add([{ kind: 'text', id: 'some-element', text: 'hello' }])
  for (let at = 0; at < ROUNDS; at++) change(board, at)
  return updates
}

/** An artist's stroke of 90 frames, as many points as are kept of it. */
function scribble(at: number): number[] {
  return Array.from({ length: 180 }, (_, n) => [Math.sin(n / 9 + at) * 300, Math.cos(n / 7) * 200 + n, 0.5]).flat()
}

/** Time of each step of taking an update in, microseconds, median of three passes over as many updates. */
function measure(what: string, updates: readonly Uint8Array[]): Row {
  const passes = Array.from({ length: 3 }, () => pass(updates)).toSorted((a, b) => a[2] - b[2])
  const [decodeUs, readyUs, schemaUs, applyUs] = (passes[1] as number[]).map((us) => Math.round(us * 100) / 100) as [
    number,
    number,
    number,
    number,
  ]
  const bytes = Math.round(updates.reduce((sum, { length }) => sum + length, 0) / updates.length)
  return { what, bytes, decodeUs, readyUs, schemaUs, applyUs }
}

function pass(updates: readonly Uint8Array[]): [number, number, number, number] {
  const doc = new Y.Doc()
  const tookMs: [number, number, number, number] = [0, 0, 0, 0]
  for (const bytes of updates) {
    const t0 = performance.now()
    const decoded = decodeUpdate(bytes)
    const t1 = performance.now()
    if (!isReady(doc, decoded)) throw new Error('not ready')
    const t2 = performance.now()
    checkSchema(doc, decoded)
    const t3 = performance.now()
    Y.applyUpdate(doc, bytes)
    const t4 = performance.now()
    for (const [at, ms] of [t1 - t0, t2 - t1, t3 - t2, t4 - t3].entries()) tookMs[at] = (tookMs[at] ?? 0) + ms
  }
  return tookMs.map((ms) => (ms / updates.length) * 1_000) as [number, number, number, number]
}

/** What checks cost, beside what applying costs anyway. */
export function run(): Promise<Row[]> {
  return Promise.resolve([
    measure(
      'a stroke',
      writes((board, at) => void board.add(newStrokes(scribble(at), STYLE, 1))),
    ),
    measure(
      'an element moved',
      writes((board) => board.transform(['some-element'], [1, 0, 0, 1, 1, 0])),
    ),
    measure(
      'a letter typed',
      writes((board) => board.editText('some-element', [{ index: 2, remove: 0, insert: 'x' }])),
    ),
    measure('2,000 strokes at once', [
      Y.mergeUpdates(writes((board, at) => void board.add(newStrokes(scribble(at), STYLE, 1)))),
    ]),
  ])
}
