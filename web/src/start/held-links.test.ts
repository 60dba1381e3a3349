import { expect, it } from 'vitest'
import { newMemory } from '../ui/testing/test-app.ts'
import { localHome } from './local-home.ts'
import { shelfIn } from './shelf.ts'
import { linksFile, takeLinksFile } from './links-file.ts'
import { recentBoards, rememberBoard } from './recent-boards.ts'
import { dropSecret, heldSecrets, holdSecrets, linkIdOf, secretsToTry, sharedSecret } from './held-links.ts'

const NOTHING = async (): Promise<void> => {}
const BOARD = 'board-one-1'
const [own, edit, view] = ['oabcdefghijklSECRET', 'emnopqrstuvwxSECRET', 'vyzabcdefghijSECRET'] as const

it('[START10] this browser keeps the links that it was given, the newest first, and forgets those that ended', () => {
  const memory = newMemory()
  holdSecrets(memory, BOARD, [edit])
  holdSecrets(memory, BOARD, [own, edit])
  expect(heldSecrets(memory, BOARD)).toEqual([own, edit])
  dropSecret(memory, BOARD, own)
  expect(heldSecrets(memory, BOARD)).toEqual([edit])
  expect(linkIdOf(edit)).toBe('mnopqrstuvwx')
})

it.each(['text', 7, null, { 'board-one-1': 'x' }, { 'board-one-1': [1, '', '<script>', {}] }, { __proto__: [own] }])(
  '[START10] what is no link is left out: %s',
  (rubbish) => {
    const memory = newMemory()
    memory.remember('links', rubbish)
    expect(heldSecrets(memory, BOARD)).toEqual([])
  },
)

it.each([
  ['no link in the address', [view, edit, own], undefined, [own, edit, view]],
  ['a link to edit', [own], edit, [own, edit]],
  ['a link to view', [own], view, [view, own]],
  ['an owner’s link', [edit], own, [own, edit]],
  ['somebody new', [], edit, [edit]],
] as const)(
  '[START11] a board is opened with the strongest link, but one that only shows is taken at its word: %s',
  (_what, held, inAddress, order) => {
    expect(secretsToTry(held, inAddress)).toEqual(order)
  },
)

it('[START12] what is given away is never the board itself', () => {
  const memory = newMemory()
  holdSecrets(memory, BOARD, [own])
  expect(sharedSecret(memory, { board: BOARD, secret: own })).toBeUndefined()
  holdSecrets(memory, BOARD, [view, edit])
  expect(sharedSecret(memory, { board: BOARD, secret: own })).toBe(edit)
  expect(sharedSecret(memory, { board: BOARD, secret: view })).toBe(view)
})

it('[START13] boards and links are saved to a file, and come back from it in another browser', () => {
  const [here, there] = [newMemory(), newMemory()]
  rememberBoard(here, { id: BOARD, title: 'Plans', openedAt: 2 })
  rememberBoard(here, { id: 'board-two-2', title: '', openedAt: 1 })
  holdSecrets(here, BOARD, [edit, own])
  rememberBoard(there, { id: BOARD, title: 'Newer plans', openedAt: 3 })
  holdSecrets(there, BOARD, [view])
  expect(takeLinksFile(there, linksFile(here))).toBe(2)
  expect(recentBoards(there).map(({ title }) => title)).toEqual(['Newer plans', ''])
  expect(new Set(heldSecrets(there, BOARD))).toEqual(new Set([own, edit, view]))
})

it('[START24] folders and stars come along; what is kept here already stays, and folders of one name are one', async () => {
  const deeds = { rename: NOTHING, throwAway: NOTHING, bringBack: NOTHING, removeForGood: NOTHING }
  const [here, there] = [newMemory(), newMemory()]
  const [mine, theirs] = [localHome(here, deeds), localHome(there, deeds)]
  for (const [at, id] of ['board-one-1', 'board-two-2', 'board-three-3'].entries())
    rememberBoard(here, { id, title: String(at), openedAt: at })
  await mine.makeFolder('School')
  await mine.makeFolder('Home')
  const [home, school] = (await mine.folders()).map(({ id }) => id)
  await mine.arrange('board-one-1', { folder: school ?? null, starred: true })
  await mine.arrange('board-two-2', { folder: home ?? null })
  await mine.arrange('board-three-3', { starred: true })
  rememberBoard(there, { id: 'board-three-3', title: '9', openedAt: 9 })
  await theirs.makeFolder('school')
  await theirs.arrange('board-three-3', { starred: false })
  takeLinksFile(there, linksFile(here))
  takeLinksFile(there, linksFile(here))
  expect((await theirs.folders()).map(({ name, boards }) => [name, boards])).toEqual([
    ['Home', 1],
    ['school', 1],
  ])
  const { boards } = await theirs.list({ place: 'all', text: '', sort: 'title' }, undefined)
  expect(boards.map(({ id, starred }) => [id, starred])).toEqual([
    ['board-one-1', true],
    ['board-two-2', false],
    ['board-three-3', false],
  ])
})

it.each([7, null, { folders: 'x', boards: [{}, { id: '<', folder: null, starred: true }] }])(
  '[START24] what is no shelf brings nothing: %s',
  (shelf) => {
    const memory = newMemory()
    takeLinksFile(memory, JSON.stringify({ format: 'drawbridge-links', version: 1, boards: [], links: {}, shelf }))
    expect(shelfIn(memory)).toEqual({ folders: [], boards: [] })
  },
)

it.each(['', 'no json', '[]', '{"format":"other"}', 'null'])(
  '[START13] what is no such file changes nothing: %s',
  (text) => {
    const memory = newMemory()
    expect(takeLinksFile(memory, text)).toBeUndefined()
    expect(memory.recall('links')).toBeUndefined()
  },
)
