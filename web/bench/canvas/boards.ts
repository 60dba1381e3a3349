import { fileURLToPath } from 'node:url'
import * as encoding from 'lib0/encoding'
import { build, preview } from 'vite'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type BoardDocument, createBoardDocument } from '#board/document/board-document.ts'
import { kindOf } from '#board/elements/index.ts'
import { type Box, centre, EMPTY_BOX, union } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { MESSAGE_WATERMARK } from '#board/protocol.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import { fillSampleBoard } from '#board/testing/sample-board.ts'

/**
 * Draws a sample board through the server, as a client does; resolves when all of it is on the server's disk.
 * Answers where it is fullest, in scene units from its centre.
 */
export async function fillBoard(serverUrl: string, board: string, elements: number): Promise<Vector> {
  const doc = new Y.Doc()
  const sample = createBoardDocument(doc)
  fillSampleBoard(sample, elements)
  const provider = new WebsocketProvider(`${serverUrl.replace('http', 'ws')}/sync`, board, doc, {
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  const saved = new Promise<void>((resolve) => {
    provider.messageHandlers[MESSAGE_WATERMARK] = () => resolve()
  })
  await new Promise<void>((resolve) => {
    provider.on('sync', (isSynced: boolean) => isSynced && resolve())
  })
  // The server asks first: by the time that the provider has its answer, the server has been sent everything.
  provider.ws?.send(watermark())
  await saved
  provider.destroy()
  return crowdOf(sample)
}

/** The place with the most elements around it, in squares of half a screen. */
function crowdOf(board: BoardDocument): Vector {
  const squares = new Map<string, Box[]>()
  let bounds = EMPTY_BOX
  for (const { kind, props } of board.elements()) {
    const box = kindOf(kind).bounds(props, measureRoughly)
    bounds = union(bounds, box)
    const { x, y } = centre(box)
    const square = `${Math.floor(x / SQUARE)}/${Math.floor(y / SQUARE)}`
    squares.set(square, [...(squares.get(square) ?? []), box])
  }
  const [fullest = []] = [...squares.values()].sort((a, b) => b.length - a.length)
  const [crowd, middle] = [centre(fullest.reduce(union, EMPTY_BOX)), centre(bounds)]
  return { x: crowd.x - middle.x, y: crowd.y - middle.y }
}

/** Scene units. */
const SQUARE = 500

function watermark(): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_WATERMARK)
  encoding.writeVarUint8Array(encoder, Uint8Array.of(0))
  return encoding.toUint8Array(encoder)
}

/** The page with an object per stroke, built and served; it reads boards from the server at `serverUrl`. */
export interface NaivePage {
  readonly urlOf: (board: string) => string
  readonly dispose: () => Promise<void>
}

export async function serveNaivePage(serverUrl: string): Promise<NaivePage> {
  const root = fileURLToPath(new URL('../naive-fabric/', import.meta.url))
  const outDir = fileURLToPath(new URL('../../../dist/bench/naive-fabric/', import.meta.url))
  const options = { root, configFile: false, publicDir: false, logLevel: 'error' } as const
  await build({
    ...options,
    resolve: { alias: [{ find: /^fabric$/, replacement: 'fabric/es' }] },
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  })
  const server = await preview({
    ...options,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, proxy: { '/api': serverUrl } },
  })
  const [url] = server.resolvedUrls?.local ?? []
  if (url === undefined) throw new Error('the page for comparison has no address')
  return { urlOf: (board) => `${url}?board=${board}`, dispose: () => server.close() }
}
