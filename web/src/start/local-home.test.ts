import { expect, it } from 'vitest'
import { newMemory } from '../ui/testing/test-app.ts'
import type { BoardDeeds } from './board-deeds.ts'
import { holdSecrets } from './held-links.ts'
import type { HomeQuery } from './home-source.ts'
import { localHome } from './local-home.ts'
import { recentBoards, rememberBoard } from './recent-boards.ts'
import { shelfFrom } from './shelf.ts'

const [FIRST, SECOND] = ['board-one-1', 'board-two-2'] as const
const ALL: HomeQuery = { place: 'all', text: '', sort: 'opened' }

function shelf() {
  const memory = newMemory()
  const done: string[] = []
  const does = (what: string) => async (board: string) => void done.push(`${what} ${board}`)
  const deeds: BoardDeeds = {
    rename: does('rename'),
    throwAway: does('throw away'),
    bringBack: does('bring back'),
    removeForGood: does('remove'),
  }
  rememberBoard(memory, { id: FIRST, title: 'Ärger', openedAt: 1 })
  rememberBoard(memory, { id: SECOND, title: 'Zoo', openedAt: 2 })
  holdSecrets(memory, FIRST, ['oabcdefghijklSECRET', 'emnopqrstuvwxSECRET'])
  const home = localHome(memory, deeds)
  const titles = async (query: Partial<HomeQuery> = {}) =>
    (await home.list({ ...ALL, ...query })).boards.map(({ title }) => title)
  return { memory, home, done, titles }
}

it('[HOME20] the boards of this browser are found, sorted, starred and put into folders, all of it kept here', async () => {
  const { memory, home, titles } = shelf()
  expect(await titles()).toEqual(['Zoo', 'Ärger'])
  expect(await titles({ sort: 'title' })).toEqual(['Ärger', 'Zoo'])
  expect(await titles({ text: 'argER' })).toEqual(['Ärger'])
  await home.makeFolder('Work')
  const [folder] = await home.folders()
  await home.arrange(FIRST, { folder: folder!.id, starred: true })
  expect(await home.folders()).toEqual([{ ...folder, boards: 1 }])
  expect(await titles({ place: { folder: folder!.id } })).toEqual(['Ärger'])
  expect(await titles({ place: 'starred' })).toEqual(['Ärger'])
  await home.renameFolder(folder!.id, 'Play')
  expect((await home.folders())[0]?.name).toBe('Play')
  await home.removeFolder(folder!.id)
  expect(await home.folders()).toEqual([])
  expect((await localHome(memory, home).list(ALL)).boards[1]).toMatchObject({
    folder: null,
    starred: true,
    role: 'own',
  })
})

it('[HOME21] a board of this browser goes to the trash and comes back, and is forgotten with its links when it is deleted for good', async () => {
  const { memory, home, done, titles } = shelf()
  await home.throwAway(FIRST)
  expect(await titles()).toEqual(['Zoo'])
  expect(await titles({ place: 'trash' })).toEqual(['Ärger'])
  await home.bringBack(FIRST)
  expect(await titles()).toEqual(['Zoo', 'Ärger'])
  await home.throwAway(FIRST)
  await home.removeForGood(FIRST)
  expect(recentBoards(memory).map(({ id }) => id)).toEqual([SECOND])
  expect(memory.recall('links')).toEqual({})
  expect(done).toEqual([`throw away ${FIRST}`, `bring back ${FIRST}`, `throw away ${FIRST}`, `remove ${FIRST}`])
})

it.each([null, 7, 'x', [], { folders: [7, {}], boards: [null, { id: '../x', folder: null, starred: true }] }])(
  '[HOME22] what is no shelf is none: %s',
  (rubbish) => {
    expect(shelfFrom(rubbish)).toEqual({ folders: [], boards: [] })
  },
)
