import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { stockProvider } from './stock-providers.ts'
import type { StockProvider, StockVersion } from './stock-providers.ts'

/** What the four have in common, as far as the tests use it. */
export interface StockClient {
  readonly doc: Y.Doc
  readonly provider: StockProvider
  /** Types of all messages that it was sent. */
  readonly types: Set<number>
  /** How many sockets it has opened so far. */
  sockets(): number
}

/** A stock client, unchanged and without any of our message types, synced with a board. */
export async function joinStock(
  version: StockVersion,
  { url }: { readonly url: string },
  board: string,
  params: Record<string, string> = {},
): Promise<StockClient> {
  const doc = new Y.Doc()
  const types = new Set<number>()
  let count = 0
  /** Listens in; what it hears goes on to the client untouched. */
  class Overheard extends WebSocket {
    constructor(address: string | URL) {
      super(address)
      count++
      this.on('message', (data: Buffer) => types.add(data[0] ?? -1))
    }
  }
  const options = { WebSocketPolyfill: Overheard as never, disableBc: true, params }
  const Provider = stockProvider(version)
  const provider = new Provider(`${url.replace('http', 'ws')}/sync`, board, doc, options)
  onTestFinished(() => provider.destroy())
  await new Promise<void>((resolve) => {
    provider.on('sync', (isSynced: boolean) => isSynced && resolve())
  })
  return { doc, provider, types, sockets: () => count }
}

/** Looks again after every change of the document, until it is as a test waits for. */
export async function documentUntil(doc: Y.Doc, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    await new Promise<void>((resolve) => {
      doc.once('update', () => resolve())
    })
  }
}

/** The same for the people that a client knows of. */
export async function presenceUntil(
  { provider }: StockClient,
  isDone: (states: ReadonlyMap<number, unknown>) => boolean,
): Promise<void> {
  while (!isDone(provider.awareness.getStates())) {
    await new Promise<void>((resolve) => {
      const listener = (): void => {
        provider.awareness.off('change', listener)
        resolve()
      }
      provider.awareness.on('change', listener)
    })
  }
}
