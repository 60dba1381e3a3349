import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { stockProvider, type StockVersion } from '../../../testing/stock-providers.ts'
import { openBoard } from './open.ts'
import type { Target } from './person.ts'

/** One client comes to a board, with nothing, over whatever lies between. */
export interface ComeJob {
  readonly target: Target
  /** A stock client of this version, or our page. */
  readonly as: StockVersion | 'our page'
}

export interface ComeReport {
  /** Until it has the whole board. */
  readonly tookMs: number
  /** Sockets that it opened: more than one, and it gave up in between. */
  readonly sockets: number
  /** The longest that it heard nothing while it waited (stock clients give up after 30 s). */
  readonly silenceMs: number
}

export async function come({ target, as }: ComeJob): Promise<ComeReport> {
  const startMs = performance.now()
  if (as !== 'our page') return stock(target, as, startMs)
  const person = await openBoard(target)
  const tookMs = performance.now() - startMs
  person.leave()
  return { tookMs, sockets: 1, silenceMs: Number.NaN }
}

async function stock({ stock: place }: Target, version: StockVersion, startMs: number): Promise<ComeReport> {
  if (place === undefined) throw new Error('stock clients can not use this server')
  let sockets = 0
  let silenceMs = 0
  let heardMs = startMs
  /** Listens in; what it hears goes on to the client untouched. */
  class Overheard extends WebSocket {
    constructor(address: string | URL) {
      super(address)
      sockets++
      this.on('message', () => {
        const nowMs = performance.now()
        silenceMs = Math.max(silenceMs, nowMs - heardMs)
        heardMs = nowMs
      })
    }
  }
  const doc = new Y.Doc()
  const options = { WebSocketPolyfill: Overheard as never, disableBc: true }
  const provider = new (stockProvider(version))(place.server, place.room, doc, options)
  await new Promise<void>((resolve) => {
    provider.on('sync', (isSynced: boolean) => isSynced && resolve())
  })
  const tookMs = performance.now() - startMs
  provider.destroy()
  return { tookMs, sockets, silenceMs }
}
