import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { CLOSE } from '#board/protocol.ts'
import { openOffline, type Offline } from './offline.ts'
import { deleteOfflineStore, openOfflineStore } from './offline-store.ts'
import { createRescue, type Rescue } from './rescue.ts'
import * as setAside from './set-aside.ts'
import type { SyncStatus } from './sync-status.ts'

const BOARD = 'board-one-1'
const points = Uint8Array.of(1, 0, 5, 1, 128, 1, 0, 0)
const refused: SyncStatus = { state: 'refused', code: CLOSE.malformed, reason: 'not on a board', changes: 2 }
let name: string

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`
})
afterEach(() => deleteOfflineStore(name))

/** A page that is open on the board, with the parts that a rescue needs. */
interface Visit {
  readonly doc: Doc
  readonly board: ReturnType<typeof createBoardDocument>
  readonly status: { value: SyncStatus }
  readonly offline: Offline
  readonly rescue: Rescue
  /** Resolves when the page would be loaded again. */
  readonly reloaded: Promise<void>
  leave(): Promise<void>
}

async function visit(server: Doc, isServed = true, mayEdit = true): Promise<Visit> {
  const offline = await openOffline(BOARD, (board) => openOfflineStore(board, name))
  const doc = new Doc()
  for (const update of offline.stored) applyUpdate(doc, update)
  if (isServed) applyUpdate(doc, encodeStateAsUpdate(server))
  const board = createBoardDocument(doc)
  doc.on('update', (update: Uint8Array) => offline.append(update, true))
  const status = signal<SyncStatus>({ state: 'connecting' })
  let reload = () => {}
  const reloaded = new Promise<void>((resolve) => (reload = resolve))
  const rescue = createRescue({
    doc,
    document: board,
    sync: { status },
    offline,
    isServed,
    mayEdit,
    setAside,
    reload,
  })
  return {
    doc,
    board,
    status,
    offline,
    rescue,
    reloaded,
    async leave() {
      rescue.dispose()
      await offline.dispose()
    },
  }
}

/** Draws something that no board may hold, and something that it may. */
function draw({ doc, board }: Visit): string {
  const [id] = board.add([{ kind: 'stroke', points }])
  doc.getArray('elements').push([{ id: 'an-illegal-one', kind: 'stroke', width: -1 }])
  return id!
}

const kept = ({ board }: Visit) => Array.from(board.elements(), ({ id }) => id)

it('[RESC1] a refused copy is set aside, a fresh one opened, what is legal brought back, and the rest told', async () => {
  const server = new Doc()
  const first = await visit(server)
  const legal = draw(first)
  first.status.value = refused
  await first.reloaded
  await first.leave()

  const second = await visit(server)
  expect(kept(second)).toEqual([legal])
  expect(second.rescue.lost.value).toMatchObject({ changes: 1, waits: false, reason: 'not on a board' })
  expect(second.rescue.lost.value?.items[0]).toMatchObject({ id: 'an-illegal-one', value: { width: -1 } })
  second.status.value = { state: 'saved' }
  await second.leave()

  applyUpdate(server, encodeStateAsUpdate(second.doc))
  const third = await visit(server)
  expect(third.rescue.lost.value).toMatchObject({ changes: 1 })
  third.rescue.forget()
  await third.leave()
  expect((await visit(server)).rescue.lost.value).toBeNull()
})

it('[RESC2] a reload in the middle begins again, and nothing is lost or made twice', async () => {
  const server = new Doc()
  const first = await visit(server)
  const legal = draw(first)
  first.status.value = refused
  await first.reloaded
  await first.leave()
  // The page goes before the server has confirmed anything, once while it can't even be reached.
  for (const isServed of [true, false, true]) {
    const again = await visit(server, isServed)
    await again.leave()
  }
  const last = await visit(server)
  expect(kept(last)).toEqual([legal])
  expect(last.rescue.lost.value).toMatchObject({ changes: 1 })
  await last.leave()
})

it('[RESC3] when the server refuses what was brought back, the page stops and offers all of it', async () => {
  const server = new Doc()
  const first = await visit(server)
  const legal = draw(first)
  first.status.value = refused
  await first.reloaded
  await first.leave()
  const second = await visit(server)
  second.status.value = { ...refused, reason: 'still not' }
  expect(second.rescue.lost.value).toMatchObject({ changes: 3, reason: 'still not' })
  expect(JSON.stringify(second.rescue.lost.value?.items)).toContain(legal)
  expect(second.offline.aside?.bytes).toBeDefined()
  await second.leave()
})

it('[RESC4] a refusal of the person, not of the copy, leaves the copy where it is', async () => {
  const page = await visit(new Doc())
  const legal = draw(page)
  page.status.value = { ...refused, code: CLOSE.forbidden }
  await expect.poll(() => page.offline.unwritten.value).toBe(0)
  await page.leave()
  const again = await visit(new Doc())
  expect(again.offline.aside).toBeNull()
  expect(kept(again)).toContain(legal)
  await again.leave()
})

it('[RESC5] who may only look from now on keeps what was not saved yet: set aside, shown, and brought back when they may change the board again', async () => {
  const server = new Doc()
  const editor = await visit(server)
  const [id] = editor.board.add([{ kind: 'stroke', points }])
  await editor.leave()

  const locked = await visit(server, true, false)
  locked.status.value = { ...refused, code: CLOSE.forbidden, reason: 'the role view may not do this' }
  await locked.reloaded
  await locked.leave()

  const viewer = await visit(server, true, false)
  expect(kept(viewer)).toEqual([])
  expect(viewer.rescue.lost.value).toMatchObject({ changes: 1, waits: true, items: [{ id }] })
  viewer.status.value = { state: 'saved' }
  await viewer.leave()

  const again = await visit(server)
  expect(kept(again)).toEqual([id])
  expect(again.rescue.lost.value).toBeNull()
  again.status.value = { state: 'saved' }
  await again.leave()
  expect((await visit(server)).offline.aside).toBeNull()
})
