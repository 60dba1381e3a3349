import '../../style.css'
import '../../parts.css'
import '../../start.css'
import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from '../ui/testing/axe.ts'
import { newMemory } from '../ui/testing/test-app.ts'
import type { LocalMemory } from './local-memory.ts'
import { recentBoards, rememberBoard } from './recent-boards.ts'
import { Start } from './start.tsx'

let root: HTMLElement
let memory: LocalMemory
let gone: string[]
let create: () => Promise<string>

const show = () => render(<Start memory={memory} go={(path) => gone.push(path)} create={() => create()} />, root)

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.documentElement.dataset.theme = 'light'
  document.title = 'Drawbridge'
  root = document.body.appendChild(document.createElement('div'))
  memory = newMemory()
  gone = []
  create = async () => '/b/new-board-1'
})
afterEach(() => {
  render(null, root)
  root.remove()
})

describe('the start page', () => {
  it.each(['light', 'dark'])('[START1] has no axe violation, %s', async (theme) => {
    document.documentElement.dataset.theme = theme
    rememberBoard(memory, { id: 'board-one-1', title: 'Plans', openedAt: Date.now() })
    rememberBoard(memory, { id: 'board-two-2', title: '', openedAt: Date.now() - 1e9 })
    show()
    expect(await violations()).toEqual([])
  })

  it('[START2] makes a board and goes there', async () => {
    show()
    await page.getByRole('button', { name: 'New board' }).click()
    await expect.poll(() => gone).toEqual(['/b/new-board-1'])
  })

  it('[START3] says so when the server doesn’t answer, and lets one try again', async () => {
    create = () => Promise.reject(new Error('down'))
    show()
    const button = page.getByRole('button', { name: 'New board' })
    await button.click()
    await expect.element(page.getByText('The server didn’t answer.')).toBeVisible()
    create = async () => '/b/new-board-2'
    await button.click()
    await expect.poll(() => gone).toEqual(['/b/new-board-2'])
  })

  it.each([
    'board-one-1',
    '/b/board-one-1',
    `${location.origin}/b/board-one-1`,
    ' http://elsewhere.example/b/board-one-1 ',
  ])('[START4] opens a board by %s', async (link) => {
    show()
    await page.getByRole('textbox', { name: 'Link of a board' }).fill(link)
    await userEvent.keyboard('{Enter}')
    expect(gone).toEqual(['/b/board-one-1'])
  })

  it('[START5] says so when that is no board’s link', async () => {
    show()
    await page.getByRole('textbox', { name: 'Link of a board' }).fill('https://example.org/')
    await page.getByRole('button', { name: 'Open' }).click()
    await expect.element(page.getByText('That isn’t the link of a board.')).toBeVisible()
    expect(gone).toEqual([])
  })

  it('[START6] lists the boards opened here, newest first, and removes one from the list', async () => {
    rememberBoard(memory, { id: 'board-one-1', title: 'Older', openedAt: Date.now() - 5_000 })
    rememberBoard(memory, { id: 'board-two-2', title: 'Newer', openedAt: Date.now() })
    show()
    expect(
      page
        .getByRole('link', { name: /er/ })
        .elements()
        .map((link) => link.getAttribute('href')),
    ).toEqual(['/b/board-two-2', '/b/board-one-1'])
    await page.getByRole('button', { name: 'Remove Newer from this list' }).click()
    await expect.element(page.getByText('Newer')).not.toBeInTheDocument()
    expect(recentBoards(memory).map(({ id }) => id)).toEqual(['board-one-1'])
  })

  it('[START7] ignores a list that somebody else wrote', () => {
    memory.remember('boards', [{ id: '../../etc', title: 'x', openedAt: 1 }, 7, null, { id: 'board-one-1' }])
    expect(recentBoards(memory)).toEqual([])
  })
})
