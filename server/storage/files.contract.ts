import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BoardStorage } from './storage.ts'
import type { StoredFile } from './files.ts'

/** Larger than a part of it that is written at once. */
const LENGTH = 600_000

export function fileOf(bytes: Uint8Array): StoredFile {
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { hash, type: 'image/png', width: 30, height: 20, bytes }
}

const someFile = (length = LENGTH): StoredFile => fileOf(new Uint8Array(randomBytes(length)))

/** An update that makes an element which refers to these. */
function referringTo(...hashes: readonly string[]): { readonly doc: Y.Doc; readonly update: Uint8Array } {
  const doc = new Y.Doc()
  doc
    .getArray('elements')
    .push(hashes.map((hash, at) => ({ id: `element-000${at}`, kind: 'later', inner: [{ hash }] })))
  return { doc, update: Y.encodeStateAsUpdate(doc) }
}

/** What every storage promises of pictures. `open` makes an empty one, which keeps nothing longer than until the next sweep but one, and is closed when the test is over. */
export function filesContract(name: string, open: () => BoardStorage): void {
  describe(`files contract: ${name}`, () => {
    it('[STORE40] a file comes back as it was given, on the board that was given it and on none other', async () => {
      const storage = open()
      await storage.create('board-0001')
      await storage.create('board-0002')
      const file = someFile()
      expect(await storage.files.has('board-0001', file.hash)).toBe(false)
      expect(await storage.files.put('board-0001', file)).toBe(true)
      const read = await storage.files.read('board-0001', file.hash)
      expect(read).toMatchObject({ hash: file.hash, type: 'image/png', width: 30, height: 20 })
      expect(Buffer.from(read?.bytes ?? []).equals(file.bytes)).toBe(true)
      expect(await storage.files.has('board-0002', file.hash)).toBe(false)
      expect(await storage.files.read('board-0002', file.hash)).toBeUndefined()
    })

    it('[STORE41] what several boards have is stored once, also when they are given it at the same time', async () => {
      const storage = open()
      const boards = ['board-0001', 'board-0002', 'board-0003']
      for (const board of boards) await storage.create(board)
      const file = someFile()
      expect(await Promise.all(boards.map((board) => storage.files.put(board, file)))).toEqual([true, true, true])
      expect(await storage.files.put('board-0001', file)).toBe(false)
      expect(await storage.files.usage('board-0001')).toEqual({ files: 1, bytes: LENGTH, allBytes: LENGTH })
      for (const board of boards) expect(await storage.files.has(board, file.hash)).toBe(true)
    })

    it('[STORE42] a board that was never made is given nothing', async () => {
      const storage = open()
      await expect(storage.files.put('board-0001', someFile(10))).rejects.toMatchObject({ code: 'no-such-board' })
      expect(await storage.files.usage('board-0001')).toMatchObject({ files: 0 })
    })

    it('[STORE43] what a board refers to, in whatever kind of element, is kept; what it doesn’t goes after a while, the bytes when no board has it', async () => {
      const storage = open()
      for (const board of ['board-0001', 'board-0002']) await storage.create(board)
      const [kept, edited, dropped] = [someFile(100), someFile(200), someFile(400)]
      for (const file of [kept, edited, dropped]) await storage.files.put('board-0001', file)
      await storage.files.put('board-0002', dropped)
      const { doc, update } = referringTo(kept.hash)
      await storage.append([{ board: 'board-0001', updates: [update] }])
      doc.getMap('edits').set('element-0000/file', edited.hash)
      await storage.append([{ board: 'board-0001', updates: [Y.encodeStateAsUpdate(doc)] }])
      await storage.append([{ board: 'board-0002', updates: [referringTo(dropped.hash).update] }])
      for (let sweeps = 0; sweeps < 3; sweeps++) await storage.files.sweep()
      await storage.prune()
      const owned = [kept, edited, dropped].map(({ hash }) => storage.files.has('board-0001', hash))
      expect(await Promise.all(owned)).toEqual([true, true, false])
      expect(await storage.files.has('board-0002', dropped.hash)).toBe(true)
      expect(await storage.files.usage('board-0001')).toEqual({ files: 2, bytes: 300, allBytes: 700 })
      doc.getArray('elements').delete(0, 1)
      doc.getMap('edits').delete('element-0000/file')
      await storage.append([{ board: 'board-0001', updates: [Y.encodeStateAsUpdate(doc)] }])
      for (let sweeps = 0; sweeps < 3; sweeps++) await storage.files.sweep()
      expect(await storage.files.usage('board-0001')).toEqual({ files: 0, bytes: 0, allBytes: 400 })
    })

    it('[STORE44] what is referred to again, or given again, is kept as if it had never been away', async () => {
      const storage = open()
      await storage.create('board-0001')
      const file = someFile(100)
      await storage.files.put('board-0001', file)
      const { doc, update } = referringTo(file.hash)
      await storage.append([{ board: 'board-0001', updates: [update] }])
      await storage.files.sweep()
      doc.getArray('elements').delete(0, 1)
      await storage.append([{ board: 'board-0001', updates: [Y.encodeStateAsUpdate(doc)] }])
      await storage.append([{ board: 'board-0001', updates: [referringTo(file.hash).update] }])
      for (let sweeps = 0; sweeps < 3; sweeps++) await storage.files.sweep()
      expect(await storage.files.has('board-0001', file.hash)).toBe(true)
    })
  })
}
