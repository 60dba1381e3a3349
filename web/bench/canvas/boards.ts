import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type BoardDocument, createBoardDocument } from '#board/document/board-document.ts'
import { MESSAGE_WATERMARK } from '#board/protocol.ts'
import { encode } from '../../../server/testing/encode.ts'
import type { Drawbridge } from '../../e2e/drawbridge.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Scene } from './scenes.ts'

/** A board on the server, and the numbers of the document that was sent. */
export interface FilledBoard {
  readonly id: string
  /** Another board, with nothing on it. */
  readonly emptyId: string
  readonly layout: Layout
  readonly bytes: number
}

/** Draws a scene through the server, as a client does; resolves when all of it is on the server's disk. */
export async function fillBoard({ url: serverUrl, newBoard }: Drawbridge, scene: Scene): Promise<FilledBoard> {
  const [id, emptyId] = [await newBoard(), await newBoard()]
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const provider = new WebsocketProvider(socketUrlOf(serverUrl), id, doc, {
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  await new Promise<void>((resolve) => {
    provider.on('sync', (isSynced: boolean) => isSynced && resolve())
  })
  scene.fill(board)
  await saved(provider)
  provider.destroy()
  await warm(serverUrl, id)
  return { id, emptyId, layout: layoutOf(board), bytes: Y.encodeStateAsUpdate(doc).length }
}

export const socketUrlOf = (serverUrl: string): string => `${serverUrl.replace('http', 'ws')}/sync`

/** Everything sent so far is on disk. */
async function saved(provider: WebsocketProvider): Promise<void> {
  await new Promise<void>((resolve) => {
    provider.messageHandlers[MESSAGE_WATERMARK] = () => resolve()
    provider.ws?.send(Uint8Array.from(encode(MESSAGE_WATERMARK, encode(0))))
  })
}

/** The board as the server answers it, compressed as a browser asks for it: from now on in the server's memory. */
async function warm(serverUrl: string, id: string): Promise<void> {
  const headers = { 'accept-encoding': 'gzip, deflate, br, zstd' }
  const response = await fetch(`${serverUrl}/api/boards/${id}/state`, { headers })
  await response.arrayBuffer()
}

/** What the server holds. */
export async function storedBoard(serverUrl: string, id: string): Promise<BoardDocument> {
  const response = await fetch(`${serverUrl}/api/boards/${id}/state`)
  if (!response.ok) throw new Error(`the board's state was answered with ${response.status}`)
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
  return board
}
