import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HomeQuery, HomeSort } from './homes.ts'
import { HOME_SORTS } from './homes.ts'
import type { BoardStorage } from './storage.ts'

const [ANN, BEN] = ['proxy:ann', 'proxy:ben'] as const
/** As they are called. */
const named = (id: string) => ({ id, name: id.slice('proxy:'.length) })
const WAY = { link: 'link-1', generation: 0 }

const ALL: HomeQuery = {
  sort: 'opened',
  text: '',
  folder: null,
  isStarred: false,
  isInTrash: false,
  after: undefined,
  limit: 100,
}

/** Boards of these titles, all of them Ann's, the last one opened last. */
async function shelf(storage: BoardStorage, ...titles: readonly string[]): Promise<string[]> {
  const ids = titles.map((_, at) => `board-${String(at).padStart(4, '0')}`)
  for (const [at, id] of ids.entries()) {
    await storage.create(id)
    await storage.entitle(id, titles[at] ?? '')
    await storage.homes.hold(named(ANN), id, undefined, 1_000 + at)
  }
  return ids
}

/** What every storage promises of the boards that accounts have. */
export function homesContract(name: string, open: () => BoardStorage): void {
  describe(`homes contract: ${name}`, () => {
    const titlesOf = async ({ homes }: BoardStorage, query: Partial<HomeQuery> = {}, account: string = ANN) =>
      (await homes.list(account, { ...ALL, ...query })).boards.map(({ title }) => title)

    it('[STORE76] an account has the boards that it opened, with the links that it came by, the newest first; another has none of them', async () => {
      const storage = open()
      const { homes } = storage
      await shelf(storage, 'one', 'two')
      await homes.hold(named(ANN), 'board-0000', WAY, 5_000)
      await homes.hold(named(ANN), 'board-0000', { link: 'link-2', generation: 1 }, 4_000)
      await homes.hold(named(ANN), 'board-0000', { ...WAY, generation: 2 }, 3_000)
      expect(await homes.of(ANN, 'board-0000')).toEqual({
        ways: [
          { link: 'link-1', generation: 2 },
          { link: 'link-2', generation: 1 },
        ],
        openedAt: 5_000,
        folder: null,
        starred: false,
      })
      expect(await titlesOf(storage)).toEqual(['one', 'two'])
      expect(await titlesOf(storage, {}, BEN)).toEqual([])
      expect(await homes.of(BEN, 'board-0000')).toBeUndefined()
      await expect(homes.hold(named(ANN), 'board-none', WAY, 1)).rejects.toMatchObject({ code: 'no-such-board' })
    })

    it('[STORE77] a board knows the accounts that have it, as they were called last, those who opened it last first', async () => {
      const storage = open()
      const { homes } = storage
      await shelf(storage, 'one', 'two')
      await homes.hold(named(BEN), 'board-0000', WAY, 2_000)
      await homes.hold({ id: ANN, name: 'Ann Other' }, 'board-0000', undefined, 3_000)
      await homes.arrange(ANN, 'board-0000', { starred: true })
      const usual = { folder: null, starred: false }
      const [ann, ben] = [
        { ...usual, account: ANN, name: 'Ann Other', ways: [], openedAt: 3_000, starred: true },
        { ...usual, account: BEN, name: 'ben', ways: [WAY], openedAt: 2_000 },
      ]
      expect(await homes.holders('board-0000', 9)).toEqual([ann, ben])
      expect(await homes.holders('board-0000', 1)).toEqual([ann])
      await homes.drop(ANN, 'board-0000')
      expect(await homes.holders('board-0000', 9)).toEqual([ben])
      expect(await homes.holders('board-none', 9)).toEqual([])
    })

    it('[STORE71] boards are found by what their title holds, by folder and by star, and sorted', async () => {
      const storage = open()
      const { homes } = storage
      const [first = '', second = '', third = ''] = await shelf(storage, 'Ärger im Büro', 'Zoo', 'arche 100%_')
      await homes.putFolder(ANN, { id: 'folder-1', name: 'Work' })
      expect(await homes.arrange(ANN, first, { folder: 'folder-1' })).toBe(true)
      expect(await homes.arrange(ANN, second, { starred: true })).toBe(true)
      for (const text of ['buro', 'BÜRO', 'ärger', ' im '])
        expect(await titlesOf(storage, { text })).toEqual(['Ärger im Büro'])
      expect(await titlesOf(storage, { text: '%' })).toEqual(['arche 100%_'])
      expect(await titlesOf(storage, { text: "x'; --" })).toEqual([])
      expect(await titlesOf(storage, { folder: 'folder-1' })).toEqual(['Ärger im Büro'])
      expect(await titlesOf(storage, { isStarred: true })).toEqual(['Zoo'])
      expect(await titlesOf(storage, { sort: 'title' })).toEqual(['arche 100%_', 'Ärger im Büro', 'Zoo'])
      await storage.append([{ board: second, updates: [Uint8Array.of(1)] }])
      expect((await titlesOf(storage, { sort: 'changed' }))[0]).toBe('Zoo')
      await storage.trash.put(third, '')
      expect(await titlesOf(storage)).toEqual(['Zoo', 'Ärger im Büro'])
      expect(await titlesOf(storage, { isInTrash: true, sort: 'trashed' })).toEqual(['arche 100%_'])
    })

    it('[STORE72] folders are an account’s own: made, renamed, and taken away without what is in them', async () => {
      const storage = open()
      const { homes } = storage
      await shelf(storage, 'one')
      const folder = { id: 'folder-1', name: 'Work' }
      expect(await homes.putFolder(ANN, folder)).toBe(true)
      expect(await homes.putFolder(BEN, { ...folder, name: 'Mine' })).toBe(false)
      expect(await homes.putFolder(ANN, { id: 'folder-2', name: 'Äpfel' })).toBe(true)
      expect(await homes.arrange(ANN, 'board-0000', { folder: 'folder-1', starred: true })).toBe(true)
      expect(await homes.arrange(ANN, 'board-0000', { folder: 'folder-9' })).toBe(false)
      expect(await homes.arrange(BEN, 'board-0000', { starred: true })).toBe(false)
      expect(await homes.folders(ANN)).toEqual([
        { id: 'folder-2', name: 'Äpfel', boards: 0 },
        { id: 'folder-1', name: 'Work', boards: 1 },
      ])
      expect(await homes.folders(BEN)).toEqual([])
      await homes.putFolder(ANN, { ...folder, name: 'Play' })
      expect((await homes.folders(ANN))[1]?.name).toBe('Play')
      expect(await homes.removeFolder(BEN, 'folder-1')).toBe(false)
      expect(await homes.removeFolder(ANN, 'folder-1')).toBe(true)
      expect(await homes.removeFolder(ANN, 'folder-1')).toBe(false)
      expect(await homes.of(ANN, 'board-0000')).toMatchObject({ folder: null, starred: true })
    })

    it('[STORE73] a board that an account drops is off its list, and one that is removed is off everybody’s', async () => {
      const storage = open()
      const { homes } = storage
      await shelf(storage, 'one', 'two')
      await homes.hold(named(BEN), 'board-0001', WAY, 1)
      expect(await homes.drop(ANN, 'board-0000')).toBe(true)
      expect(await homes.drop(ANN, 'board-0000')).toBe(false)
      await storage.trash.remove('board-0001')
      expect(await titlesOf(storage)).toEqual([])
      expect(await titlesOf(storage, {}, BEN)).toEqual([])
    })

    it('[STORE74] however a list is sorted, its pages hold each board once, in order', async () => {
      const title = fc.constantFrom('', 'a', 'A', 'ä', 'b', 'zz')
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(title, fc.integer({ min: 1, max: 4 })), { maxLength: 12 }),
          fc.constantFrom<HomeSort>(...HOME_SORTS),
          fc.integer({ min: 1, max: 5 }),
          async (boards, sort, limit) => {
            const storage = open()
            for (const [at, [called, openedAt]] of boards.entries()) {
              await storage.create(`board-${at}-000`)
              await storage.entitle(`board-${at}-000`, called)
              await storage.homes.hold(named(ANN), `board-${at}-000`, undefined, openedAt)
            }
            const whole = await storage.homes.list(ANN, { ...ALL, sort })
            const paged: string[] = []
            let after: string | undefined
            do {
              const page = await storage.homes.list(ANN, { ...ALL, sort, limit, after })
              paged.push(...page.boards.map(({ id }) => id))
              after = page.next
            } while (after !== undefined)
            await storage.close()
            expect(paged).toEqual(whole.boards.map(({ id }) => id))
            expect(paged).toHaveLength(boards.length)
          },
        ),
        { numRuns: 12 },
      )
    })
  })
}
