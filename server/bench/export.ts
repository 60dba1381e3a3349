import { fileURLToPath } from 'node:url'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { fillSampleBoard } from '#board/testing/sample-board.ts'
import { PICTURE_FORMATS } from '../export/picture-options.ts'
import type { PictureFormat } from '../export/picture-options.ts'
import { Pictures } from '../export/pictures.ts'

/** One line of the result. */
interface Row {
  readonly elements: number
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

async function measure(elements: number, state: Uint8Array, format: PictureFormat): Promise<Row> {
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
    elements,
    format,
    warmMs: warm.ms,
    coldMs: cold.ms,
    peakMib: Math.round(peak / MIB),
    fileKib: Math.round(warm.bytes / 1024),
  }
}

function boardOf(elements: number): Uint8Array {
  const doc = new Y.Doc()
  fillSampleBoard(createBoardDocument(doc), elements)
  return Y.encodeStateAsUpdate(doc)
}

/** Boards of handwriting as files, made by the thread that makes them for the server; sizes may be given. */
export async function run(sizes: readonly string[] = []): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const elements of sizes.length > 0 ? sizes.map(Number) : [2_000, 20_000]) {
    const state = boardOf(elements)
    for (const format of PICTURE_FORMATS) rows.push(await measure(elements, state, format))
  }
  return rows
}
