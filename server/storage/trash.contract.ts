import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { fileOf } from './files.contract.ts'
import { draw, elementsIn } from './storage.contract.ts'
import type { BoardStorage } from './storage.ts'

const [BOARD, OTHER] = ['board-0001', 'board-0002'] as const

/** A board with a long past: updates, a snapshot, a named moment, a picture that another board has too, and one that it has alone. */
export async function boardWithPast(storage: BoardStorage): Promise<{ readonly shared: string; readonly own: string }> {
  const doc = new Y.Doc()
  await storage.create(BOARD)
  await storage.create(OTHER)
  const authors = Array.from({ length: 600 }, () => ({ principal: 'link/ann', name: 'Ann' }))
  await storage.append([{ board: BOARD, updates: draw(doc, 600), authors }])
  await storage.compact(BOARD)
  await storage.append([{ board: BOARD, updates: draw(doc, 2) }])
  await storage.past.name(BOARD, { seq: 10 }, 'first', 'ann')
  const [shared, own] = [fileOf(Uint8Array.of(1, 2)), fileOf(Uint8Array.of(3, 4))]
  for (const file of [shared, own]) await storage.files.put(BOARD, file)
  await storage.files.put(OTHER, shared)
  await storage.setAccess(BOARD, 'who', 'made')
  return { shared: shared.hash, own: own.hash }
}

/** What every storage promises of boards that somebody throws away. */
export function trashContract(name: string, open: () => BoardStorage): void {
  describe(`trash contract: ${name}`, () => {
    it('[STORE60] a board in the trash is all there, says since when it is there, and comes back', async () => {
      const storage = open()
      const { own } = await boardWithPast(storage)
      const trashedAt = await storage.trash.put(BOARD, 'thrown away')
      expect(new Date(trashedAt).toISOString()).toBe(trashedAt)
      expect(await storage.trash.put(BOARD, 'again')).toBe(trashedAt)
      expect(await storage.find(BOARD)).toMatchObject({ trashedAt, seq: 602 })
      expect(elementsIn((await storage.load(BOARD))?.updates)).toHaveLength(602)
      expect(await storage.files.has(BOARD, own)).toBe(true)
      await storage.prune()
      await storage.trash.restore(BOARD, 'brought back')
      expect(await storage.find(BOARD)).toMatchObject({ trashedAt: null, seq: 602 })
      expect(await storage.audit(BOARD)).toEqual(['brought back', 'again', 'thrown away', 'made'])
    })

    it('[STORE61] a board that is removed is gone at once with its past and its pictures, and no other board notices', async () => {
      const storage = open()
      const { shared, own } = await boardWithPast(storage)
      await storage.trash.put(BOARD, 'thrown away')
      await storage.trash.remove(BOARD)
      expect(await storage.find(BOARD)).toBeUndefined()
      expect(await storage.load(BOARD)).toBeUndefined()
      expect(await storage.state(BOARD)).toBeUndefined()
      expect(await storage.access(BOARD)).toBeUndefined()
      expect(await storage.audit(BOARD)).toEqual([])
      expect(await storage.past.of(BOARD)).toBeUndefined()
      expect(await storage.past.state(BOARD, { version: 1 })).toBeUndefined()
      expect(await storage.past.log(BOARD, 0, 602, 1e6).catch(() => [])).toEqual([])
      expect(await storage.files.read(BOARD, own)).toBeUndefined()
      expect((await storage.files.read(OTHER, shared))?.hash).toBe(shared)
      expect((await storage.files.usage(OTHER)).allBytes).toBe(2)
      await expect(storage.append([{ board: BOARD, updates: [Uint8Array.of(1)] }])).rejects.toMatchObject({
        code: 'no-such-board',
      })
      await expect(storage.setAccess(BOARD, 'x', 'y')).rejects.toMatchObject({ code: 'no-such-board' })
      await storage.prune()
      expect((await storage.files.read(OTHER, shared))?.hash).toBe(shared)
    })

    it('[STORE62] what isn’t there can be neither thrown away nor brought back nor removed', async () => {
      const { trash } = open()
      const none = { name: 'StorageError', code: 'no-such-board' }
      await expect(trash.put(BOARD, '')).rejects.toMatchObject(none)
      await expect(trash.restore(BOARD, '')).rejects.toMatchObject(none)
      await expect(trash.remove(BOARD)).rejects.toMatchObject(none)
    })
  })
}
