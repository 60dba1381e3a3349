import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { BoardStorage } from './storage.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

/** What every storage promises. `open` makes an empty one that is closed when the test is over. */
export function storageContract(name: string, open: () => BoardStorage): void {
  describe(`storage contract: ${name}`, () => {
    it('[STORE1] a new board is empty, with seq 0 and both times', async () => {
      const storage = open()
      const info = await storage.create('board-0001')
      expect(info).toMatchObject({ id: 'board-0001', seq: 0 })
      expect(new Date(info.createdAt).toISOString()).toBe(info.createdAt)
      expect(await storage.find('board-0001')).toEqual(info)
      expect(await storage.load('board-0001')).toEqual({ info, updates: [], tail: 0 })
    })

    it('[STORE1] a board is made once', async () => {
      const storage = open()
      await storage.create('board-0001')
      await expect(storage.create('board-0001')).rejects.toMatchObject({ name: 'StorageError', code: 'exists' })
    })

    it('[STORE2] a board that was never made is not there, and is not made by asking or writing', async () => {
      const storage = open()
      expect(await storage.find('board-0001')).toBeUndefined()
      expect(await storage.load('board-0001')).toBeUndefined()
      await expect(storage.append([{ board: 'board-0001', updates: [bytes(1)] }])).rejects.toMatchObject({
        code: 'no-such-board',
      })
      expect(await storage.state('board-0001')).toBeUndefined()
      await expect(storage.repair('board-0001')).rejects.toMatchObject({ code: 'no-such-board' })
      expect(await storage.find('board-0001')).toBeUndefined()
    })

    it('[STORE3] updates come back as they were given, in order, and seq counts them', async () => {
      const storage = open()
      await storage.create('board-0001')
      await storage.create('board-0002')
      const seqs = await storage.append([
        { board: 'board-0001', updates: [bytes(1), bytes(), bytes(2, 3)] },
        { board: 'board-0002', updates: [bytes(9)] },
      ])
      expect([...seqs]).toEqual([
        ['board-0001', 3],
        ['board-0002', 1],
      ])
      expect([...(await storage.append([{ board: 'board-0001', updates: [bytes(4)] }]))]).toEqual([['board-0001', 4]])
      const stored = await storage.load('board-0001')
      expect(stored?.updates.map((update) => Array.from(update))).toEqual([[1], [], [2, 3], [4]])
      expect(stored?.info.seq).toBe(4)
      expect(stored?.tail).toBe(4)
      expect((await storage.find('board-0002'))?.seq).toBe(1)
    })

    it('[STORE4] a group is written whole or not at all', async () => {
      const storage = open()
      await storage.create('board-0001')
      const batch = [
        { board: 'board-0001', updates: [bytes(1)] },
        { board: 'board-none', updates: [bytes(2)] },
      ]
      await expect(storage.append(batch)).rejects.toMatchObject({ code: 'no-such-board' })
      expect(await storage.load('board-0001')).toMatchObject({ info: { seq: 0 }, updates: [] })
    })

    it('[STORE5] bytes that change after they were given are stored as they were, and a view stores only itself', async () => {
      const storage = open()
      await storage.create('board-0001')
      const whole = bytes(0, 1, 2, 3)
      const written = storage.append([{ board: 'board-0001', updates: [whole.subarray(1, 3)] }])
      whole.fill(7)
      await written
      expect([...((await storage.load('board-0001'))?.updates[0] ?? [])]).toEqual([1, 2])
    })

    it('[STORE6] compaction puts one snapshot in the place of the updates, keeps later ones and seq, and waits until there is reason to', async () => {
      const storage = open()
      await storage.create('board-0001')
      const doc = new Y.Doc()
      const updates = draw(doc, DEFAULT_LIMITS.compactUpdates + 1)
      await storage.append([{ board: 'board-0001', updates }])
      expect(await storage.compact('board-0001')).toBe(true)
      const merged = await storage.load('board-0001')
      expect(merged).toMatchObject({ tail: 0, info: { seq: updates.length } })
      expect(merged?.updates).toHaveLength(1)
      const [later = bytes()] = draw(doc, 1)
      await storage.append([{ board: 'board-0001', updates: [later] }])
      const stored = await storage.load('board-0001')
      expect(stored).toMatchObject({ tail: 1, info: { seq: updates.length + 1 } })
      expect(elementsIn(stored?.updates)).toEqual(doc.getArray('elements').toArray())
      expect(await storage.compact('board-0001')).toBe(false)
    })

    it('[STORE14] the state is the board as one update, by its epoch and the number of its newest update', async () => {
      const storage = open()
      await storage.create('board-0001')
      const doc = new Y.Doc()
      for (const count of [0, 2, 3]) {
        await storage.append([{ board: 'board-0001', updates: draw(doc, count) }])
        const state = await storage.state('board-0001')
        const { epoch, seq } = (await storage.find('board-0001')) ?? {}
        expect(state).toMatchObject({ epoch, seq })
        expect(elementsIn([state?.bytes ?? bytes()])).toEqual(doc.getArray('elements').toArray())
      }
    })

    it('[STORE15] what can not be read, and what builds on it, is set aside once; the rest opens, and says that something is lost until somebody takes notice', async () => {
      const storage = open()
      await storage.create('board-0001')
      const [alice, bob] = [new Y.Doc(), new Y.Doc()]
      const [first = bytes(), second = bytes(), third = bytes()] = draw(alice, 3)
      const [other = bytes()] = draw(bob, 1)
      // The second update is damaged, so nothing knows what the third one follows.
      const damaged = second.slice(0, -3)
      await storage.append([{ board: 'board-0001', updates: [first, damaged, third, other] }])
      const before = await storage.find('board-0001')
      await expect(storage.state('board-0001')).rejects.toMatchObject({ code: 'damaged' })
      await expect(storage.repair('board-0001')).resolves.toEqual({ lost: 2 })
      const stored = await storage.load('board-0001')
      expect(stored?.updates).toHaveLength(2)
      expect(elementsIn(stored?.updates)).toHaveLength(2)
      expect(stored?.info).toMatchObject({ lost: 2, seq: 4 })
      expect(stored?.info.epoch).not.toBe(before?.epoch)
      expect((await storage.state('board-0001'))?.seq).toBe(4)
      await expect(storage.repair('board-0001')).resolves.toEqual({ lost: 0 })
      await storage.acknowledge('board-0001', 2)
      expect(await storage.find('board-0001')).toMatchObject({ lost: 0, seq: 4 })
      await expect(storage.repair('board-0001')).resolves.toEqual({ lost: 0 })
      await expect(storage.acknowledge('no-such-board', 1)).rejects.toMatchObject({ code: 'no-such-board' })
      await storage.append([{ board: 'board-0001', updates: draw(bob, 1) }])
      expect(elementsIn((await storage.load('board-0001'))?.updates)).toHaveLength(3)
    })

    it('[STORE16] a board of which nothing can be read stays closed rather than open empty', async () => {
      const storage = open()
      await storage.create('board-0001')
      await storage.append([{ board: 'board-0001', updates: [bytes(200, 1), bytes(201)] }])
      await expect(storage.repair('board-0001')).rejects.toMatchObject({ code: 'damaged' })
      expect(await storage.load('board-0001')).toMatchObject({ info: { lost: 0, seq: 2 }, tail: 2 })
    })

    it('[STORE17] a probe writes nothing that a board would show', async () => {
      const storage = open()
      await storage.create('board-0001')
      await storage.probe()
      await storage.prune()
      expect(await storage.load('board-0001')).toMatchObject({ info: { seq: 0 }, updates: [] })
    })

    it('[STORE7] a closed storage refuses, and may be closed again', async () => {
      const storage = open()
      await storage.close()
      await storage.close()
      await expect(storage.create('board-0001')).rejects.toMatchObject({ name: 'StorageError', code: 'io' })
      await expect(storage.append([])).rejects.toMatchObject({ code: 'io' })
    })

    it('[STORE25] who may do what is kept as it was last given, with a trail of what was said about it', async () => {
      const storage = open()
      await storage.create('board-0001')
      expect(await storage.access('board-0001')).toBeUndefined()
      expect(await storage.access('board-0002')).toBeUndefined()
      await storage.setAccess('board-0001', 'first', 'made')
      await storage.setAccess('board-0001', 'second', undefined)
      await storage.setAccess('board-0001', 'third', 'changed')
      expect(await storage.access('board-0001')).toBe('third')
      expect(await storage.audit('board-0001')).toEqual(['changed', 'made'])
      expect(await storage.audit('board-0002')).toEqual([])
      await expect(storage.setAccess('board-0002', 'x', 'y')).rejects.toMatchObject({ code: 'no-such-board' })
    })

    it('[STORE26] a secret of the server is random, and stays the same', async () => {
      const storage = open()
      const first = await storage.secret('one')
      expect(first).toHaveLength(32)
      expect(new Set(first).size).toBeGreaterThan(8)
      expect(await storage.secret('one')).toEqual(first)
      expect(await storage.secret('other')).not.toEqual(first)
    })

    it('[STORE70] logins are kept in the order in which they came, until they are removed', async () => {
      const { logins } = open()
      const login = (id: string) => ({ id, until: 1e15, value: `{"of":"${id}"}` })
      expect(await logins.all()).toEqual([])
      await logins.change([login('zoe'), login('ada')], [])
      await logins.change([login('bob')], ['zoe', 'nobody'])
      expect(await logins.all()).toEqual([login('ada'), login('bob')])
      await logins.change([], ['ada', 'bob'])
      expect(await logins.all()).toEqual([])
    })
  })
}

/** Draws that many elements, each an update of its own. */
export function draw(doc: Y.Doc, count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => {
    const before = Y.encodeStateVector(doc)
    doc.getArray('elements').push([{ at }])
    return Y.encodeStateAsUpdate(doc, before)
  })
}

/** What these updates make, one after the other. */
export function elementsIn(updates: readonly Uint8Array[] = []): unknown[] {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  expect(doc.store.pendingStructs).toBeNull()
  return doc.getArray('elements').toArray()
}
