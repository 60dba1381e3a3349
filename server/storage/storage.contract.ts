import { describe, expect, it } from 'vitest'
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
      expect(await storage.load('board-0001')).toEqual({ info, updates: [], rows: [] })
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
      await expect(storage.compact('board-0001', bytes(1), [1])).rejects.toMatchObject({ code: 'no-such-board' })
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
      expect(new Set(stored?.rows).size).toBe(4)
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

    it('[STORE6] compaction replaces the named rows, puts the snapshot first, keeps later rows and seq', async () => {
      const storage = open()
      await storage.create('board-0001')
      await storage.append([{ board: 'board-0001', updates: [bytes(1), bytes(2)] }])
      const { rows } = (await storage.load('board-0001')) ?? { rows: [] }
      await storage.append([{ board: 'board-0001', updates: [bytes(3)] }])
      await storage.compact('board-0001', bytes(1, 2), rows)
      const stored = await storage.load('board-0001')
      expect(stored?.updates.map((update) => Array.from(update))).toEqual([[1, 2], [3]])
      expect(stored?.info.seq).toBe(3)
      expect([...(await storage.append([{ board: 'board-0001', updates: [bytes(4)] }]))]).toEqual([['board-0001', 4]])
    })

    it('[STORE6] compaction of rows that are not all there changes nothing', async () => {
      const storage = open()
      await storage.create('board-0001')
      await storage.create('board-0002')
      await storage.append([
        { board: 'board-0001', updates: [bytes(1)] },
        { board: 'board-0002', updates: [bytes(2)] },
      ])
      const [mine = 0] = (await storage.load('board-0001'))?.rows ?? []
      const [foreign = 0] = (await storage.load('board-0002'))?.rows ?? []
      for (const rows of [[], [mine, foreign], [mine, mine + 1_000]]) {
        await expect(storage.compact('board-0001', bytes(9), rows)).rejects.toMatchObject({ code: 'no-such-rows' })
      }
      expect((await storage.load('board-0001'))?.updates.map((update) => Array.from(update))).toEqual([[1]])
      expect((await storage.load('board-0002'))?.updates.map((update) => Array.from(update))).toEqual([[2]])
    })

    it('[STORE7] a closed storage refuses, and may be closed again', async () => {
      const storage = open()
      await storage.close()
      await storage.close()
      await expect(storage.create('board-0001')).rejects.toMatchObject({ name: 'StorageError', code: 'io' })
      await expect(storage.append([])).rejects.toMatchObject({ code: 'io' })
    })
  })
}
