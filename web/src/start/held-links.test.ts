import { expect, it } from 'vitest'
import { newMemory } from '../ui/testing/test-app.ts'
import { linksFile, takeLinksFile } from './links-file.ts'
import { recentBoards, rememberBoard } from './recent-boards.ts'
import { dropSecret, heldSecrets, holdSecrets, linkIdOf, secretsToTry, sharedSecret } from './held-links.ts'

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

it.each(['', 'no json', '[]', '{"format":"other"}', 'null'])(
  '[START13] what is no such file changes nothing: %s',
  (text) => {
    const memory = newMemory()
    expect(takeLinksFile(memory, text)).toBeUndefined()
    expect(memory.recall('links')).toBeUndefined()
  },
)
