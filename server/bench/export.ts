import { fileURLToPath } from 'node:url'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { NewElement } from '#board/document/element.ts'
import { createRandom } from '#board/testing/random.ts'
import { fillSampleBoard } from '#board/testing/sample-board.ts'
import { PICTURE_FORMATS } from '../export/picture-options.ts'
import type { PictureFormat } from '../export/picture-options.ts'
import { Pictures } from '../export/pictures.ts'

/** One line of the result. */
interface Row {
  readonly board: string
  readonly format: PictureFormat
  /** By a thread that has drawn before, and by one that has not, with its start and its fonts. */
  readonly warmMs: number
  readonly coldMs: number
  /** The whole process, board and earlier rows included, when it was largest while this was drawn. */
  readonly peakMib: number
  readonly fileKib: number
}

const DIST = new URL('../../dist/', import.meta.url)
const MIB = 1024 * 1024

async function measure(board: string, state: Uint8Array, format: PictureFormat): Promise<Row> {
  const pictures = new Pictures({
    worker: new URL('server/picture-worker.mjs', DIST),
    fonts: fileURLToPath(new URL('fonts/', DIST)),
    timeoutMs: 600_000,
  })
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
  const timed = async (): Promise<{ readonly ms: number; readonly bytes: number }> => {
    const start = performance.now()
    const { length } = await pictures.draw(state, { format, theme: 'light' })
    return { ms: Math.round(performance.now() - start), bytes: length }
  }
  const cold = await timed()
  const warm = await timed()
  clearInterval(watch)
  await pictures.close()
  return {
    board,
    format,
    warmMs: warm.ms,
    coldMs: cold.ms,
    peakMib: Math.round(peak / MIB),
    fileKib: Math.round(warm.bytes / 1024),
  }
}

/** Of a board: `2000`, elements that are mostly handwriting, or `500-words`, notes, shapes with labels, and texts. */
function boardOf(name: string): Uint8Array {
  const [count = '', words] = name.split('-')
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  if (words === undefined) fillSampleBoard(board, Number(count))
  else board.add(Array.from({ length: Number(count) }, (_, at) => wordy(at)))
  return Y.encodeStateAsUpdate(doc)
}

const WORDS =
  'so we could ask Ada, ship it later; why not keep forty-two reasons nearby, however unlikely they seem?'.split(' ')
const SPACING = 240
const ROW = 25

/** No two have the same words, and all fit themselves to what they are on. */
function wordy(at: number): NewElement {
  const random = createRandom(at + 1)
  const kind = random.pick(['note', 'rectangle', 'text'])
  const text = [`${at}`, ...Array.from({ length: 3 + random.int(15) }, () => random.pick(WORDS))].join(' ')
  const [x, y] = [(at % ROW) * SPACING, Math.floor(at / ROW) * SPACING]
  if (kind === 'text') return { kind, text, size: 20, wrap: 200, matrix: [1, 0, 0, 1, x, y] }
  return { kind, text, size: 28, matrix: [200, 0, 0, 160, x, y], ...(kind === 'note' ? { author: 'Ada' } : {}) }
}

/** Boards as files, made by the thread that makes them for the server; which ones may be given, as {@link boardOf} takes them. */
export async function run(boards: readonly string[] = []): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const board of boards.length > 0 ? boards : ['2000', '20000', '500-words']) {
    const state = boardOf(board)
    for (const format of PICTURE_FORMATS) rows.push(await measure(board, state, format))
  }
  return rows
}
