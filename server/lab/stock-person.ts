import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { Random } from '#board/testing/random.ts'
import { stockProvider } from '../testing/stock-providers.ts'
import type { StockProvider, StockVersion } from '../testing/stock-providers.ts'
import { Author, viewOf } from './author.ts'
import { sleep } from './crowd.ts'
import type { Door, Place } from './crowd.ts'
import { Ledger } from './ledger.ts'
import { Person } from './person.ts'

/** How long a stock client may take to come back, and to bring what it has: it waits up to 2.5 s by itself, and is asked again after as long. */
const PATIENCE_MS = 60_000
const LOOKS_MS = 50

/** Somebody on a board with a y-websocket client as npm has it, which comes back by itself and is told of nothing that is saved. */
export class StockPerson {
  readonly version: StockVersion
  readonly #doc = new Y.Doc()
  readonly #board: BoardDocument
  readonly #author: Author
  readonly #provider: StockProvider

  constructor(version: StockVersion, door: Door, { id, ledger }: Place) {
    this.version = version
    this.#board = createBoardDocument(this.#doc)
    this.#author = new Author(this.#board, ledger)
    const server = door.socketUrl('').replace(/\/$/, '')
    const options = { WebSocketPolyfill: WebSocket as never, disableBc: true }
    this.#provider = new (stockProvider(version))(server, id, this.#doc, options)
  }

  act(random: Random): void {
    this.#author.act(random)
    this.#provider.awareness.setLocalStateField('cursor', { x: random.int(1_000), y: 0 })
  }

  get view(): string {
    return viewOf(this.#board, this.#doc)
  }

  destroy(): void {
    this.#provider.destroy()
    this.#doc.destroy()
  }
}

/** Waits until all of them have what somebody finds who comes with nothing. @returns what is wrong */
export async function agreeWith(door: Door, { id }: Place, stock: readonly StockPerson[]): Promise<string[]> {
  const auditor = new Person(new Ledger())
  await auditor.connect(door.socketUrl(id))
  const others = (): readonly StockPerson[] => stock.filter(({ view }) => view !== auditor.view)
  for (const endMs = performance.now() + PATIENCE_MS; others().length > 0 && performance.now() < endMs;)
    await sleep(LOOKS_MS)
  const wrong = others().map(({ version }) => `y-websocket ${version} does not see what is on board ${id}`)
  await auditor.leave()
  auditor.destroy()
  return wrong
}
