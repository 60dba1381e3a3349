import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { draw, elementsIn } from './storage.contract.ts'
import type { BoardStorage } from './storage.ts'

const BOARD = 'board-0001'
const ALICE = { principal: 'link/alice', name: 'Alice' }

const countIn = (state: { readonly bytes: Uint8Array } | undefined): number | undefined =>
  state && elementsIn([state.bytes]).length

/** What every storage promises of the past. */
export function pastContract(name: string, open: () => BoardStorage): void {
  describe(`past contract: ${name}`, () => {
    it('[STORE50] every moment of a board can be made again, by number and by time, also after compaction', async () => {
      const storage = open()
      const doc = new Y.Doc()
      await storage.create(BOARD)
      await storage.append([{ board: BOARD, updates: draw(doc, 510) }])
      expect(await storage.compact(BOARD)).toBe(true)
      await storage.append([{ board: BOARD, updates: draw(doc, 3) }])
      for (const seq of [0, 1, 400, 510, 511, 513]) {
        const state = await storage.past.state(BOARD, { seq })
        expect([seq, state?.seq, countIn(state)]).toEqual([seq, seq, seq])
      }
      expect(await storage.past.state(BOARD, { seq: 514 })).toBeUndefined()
      expect(countIn(await storage.past.state(BOARD, { atMs: Date.now() }))).toBe(513)
      expect(await storage.past.state(BOARD, { atMs: 1_000 })).toBeUndefined()
      expect(await storage.past.state('board-none', { seq: 0 })).toBeUndefined()
      expect(await storage.past.of('board-none')).toBeUndefined()
    })

    it('[STORE51] the log says when and by whom, and comes in pieces', async () => {
      const storage = open()
      const doc = new Y.Doc()
      await storage.create(BOARD)
      const updates = draw(doc, 3)
      const startMs = Date.now()
      await storage.append([{ board: BOARD, updates, authors: [ALICE, undefined, { ...ALICE, name: 'Alicia' }] }])
      const { earliest, heads } = (await storage.past.of(BOARD)) ?? { earliest: -1, heads: [] }
      expect(earliest).toBe(0)
      expect(heads.map(({ seq, bytes }) => [seq, bytes])).toEqual(updates.map(({ length }, at) => [at + 1, length]))
      expect(heads.map(({ author }) => author?.principal)).toEqual([ALICE.principal, undefined, ALICE.principal])
      for (const { at } of heads) expect(at).toBeGreaterThanOrEqual(startMs)
      expect(heads.at(-1)?.author?.name).toBe('Alicia')
      const log = await storage.past.log(BOARD, 1, 3, 1_000_000)
      expect(log.map(({ seq, bytes }) => [seq, [...bytes]])).toEqual([
        [2, [...(updates[1] ?? [])]],
        [3, [...(updates[2] ?? [])]],
      ])
      expect((await storage.past.log(BOARD, 0, 3, 1)).map(({ seq }) => seq)).toEqual([1])
    })

    it('[STORE52] a moment gets a name, another one, and loses it', async () => {
      const storage = open()
      const doc = new Y.Doc()
      await storage.create(BOARD)
      await storage.append([{ board: BOARD, updates: draw(doc, 4) }])
      const named = await storage.past.name(BOARD, { seq: 2 }, 'Two', 'Alice')
      expect(named).toMatchObject({ seq: 2, name: 'Two', by: 'Alice' })
      const id = named?.id ?? 0
      expect(await storage.past.name(BOARD, { seq: 5 }, 'None', '')).toBeUndefined()
      expect(await storage.past.rename(BOARD, id, 'Zwei')).toBe(true)
      expect((await storage.past.of(BOARD))?.versions).toEqual([{ ...named, name: 'Zwei' }])
      expect(countIn(await storage.past.state(BOARD, { version: id }))).toBe(2)
      expect(await storage.past.forget(BOARD, id)).toBe(true)
      expect(await storage.past.forget(BOARD, id)).toBe(false)
      expect(await storage.past.rename(BOARD, id, 'gone')).toBe(false)
      expect(await storage.past.state(BOARD, { version: id })).toBeUndefined()
      expect((await storage.past.of(BOARD))?.versions).toEqual([])
      await storage.prune()
    })
  })
}
