import { WebsocketProvider } from 'y-websocket'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { contentHash, eventually, fetchBoard } from './content.ts'
import type { Reach } from './jobs.ts'
import type { Target } from './person.ts'

/** Stock clients watch a board on which others draw: in a process of their own, as what they make of it takes time. */
export interface WatchJob {
  readonly target: Target
  readonly clients: number
}

export interface WatchReport {
  /** Whether all of them have in the end what an empty client gets. */
  readonly hasConverged: boolean
}

export async function watch({ target, clients }: WatchJob, reach: Reach): Promise<WatchReport> {
  const docs = await Promise.all(Array.from({ length: clients }, () => stockClient(target)))
  await reach('connected')
  const hasConverged = await eventually(async () => {
    const expected = contentHash(await fetchBoard(target))
    return docs.every((doc) => contentHash(doc) === expected)
  })
  return { hasConverged }
}

/** As npm has it, in sync. */
async function stockClient({ stock }: Target): Promise<Y.Doc> {
  if (stock === undefined) throw new Error('stock clients can not use this server')
  const doc = new Y.Doc()
  const options = { WebSocketPolyfill: WebSocket as never, disableBc: true }
  const provider = new WebsocketProvider(stock.server, stock.room, doc, options)
  await new Promise<void>((resolve) => {
    provider.on('sync', (isSynced: boolean) => isSynced && resolve())
  })
  return doc
}
