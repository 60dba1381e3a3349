import '../../styles/style.css'
import '../../styles/parts.css'
import '../../styles/start.css'
import { render } from 'preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from '../ui/testing/axe.ts'
import { newMemory } from '../ui/testing/test-app.ts'
import { holdSecrets } from './held-links.ts'
import { Home } from './home.tsx'
import type { HomeSource } from './home-source.ts'
import { localHome } from './local-home.ts'
import { rememberBoard } from './recent-boards.ts'

let root: HTMLElement
let source: HomeSource
let fails = ''

const button = (name: string | RegExp) => page.getByRole('button', { name })
const menuitem = (name: string) => page.getByRole('menuitem', { name })

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.documentElement.dataset.theme = 'light'
  document.title = 'Drawbridge'
  root = document.body.appendChild(document.createElement('main'))
  const memory = newMemory()
  fails = ''
  const does = async () => {
    if (fails) throw new Error(fails)
  }
  rememberBoard(memory, { id: 'board-one-1', title: 'Plans', openedAt: 1 })
  rememberBoard(memory, { id: 'board-two-2', title: 'Ideas', openedAt: 2 })
  holdSecrets(memory, 'board-one-1', ['oabcdefghijklSECRET'])
  source = localHome(memory, { rename: does, throwAway: does, bringBack: does, removeForGood: does })
  render(
    <>
      <h1>Drawbridge</h1>
      <Home source={source} title="Boards" welcome="Nothing yet." />
    </>,
    root,
  )
})
afterEach(() => {
  render(null, root)
  root.remove()
})

it('[HOME23] somebody looks for a board, and is told when there is none', async () => {
  await page.getByRole('searchbox').fill('plan')
  await expect.element(page.getByText('Ideas')).not.toBeInTheDocument()
  await expect.element(page.getByText('Plans')).toBeVisible()
  await page.getByRole('searchbox').fill('nothing like it')
  await expect.element(page.getByText('No board here has that in its title.')).toBeVisible()
})

it('[HOME24] a folder is made, a board moved into it by its menu with the keyboard, and the folder taken away', async () => {
  await button('Folder').click()
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus()
  await userEvent.keyboard('Work{Enter}')
  await expect.element(button('Work 0')).toBeVisible()
  ;(button('More about Plans').element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(menuitem('Rename…')).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await button('Work 1').click()
  await expect.element(page.getByText('Ideas')).not.toBeInTheDocument()
  await expect.element(page.getByText('Plans')).toBeVisible()
  await button('Take it away').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take it away' }).click()
  await expect.element(page.getByText('Ideas')).toBeVisible()
  await expect.element(button(/^Work/)).not.toBeInTheDocument()
})

it('[HOME25] a board is dragged onto a folder', async () => {
  await source.makeFolder('Work')
  await button('Starred').click()
  await button('All').click()
  await expect.element(button('Work 0')).toBeVisible()
  const data = new DataTransfer()
  const card = page.getByRole('link', { name: /Plans/ }).element()
  card.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer: data }))
  button('Work 0')
    .element()
    .dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }))
  await expect.element(button('Work 1')).toBeVisible()
})

it('[HOME26] a star is given and taken, and says which it is', async () => {
  const star = button('Star Plans')
  await expect.element(star).toHaveAttribute('aria-pressed', 'false')
  await star.click()
  await expect.element(star).toHaveAttribute('aria-pressed', 'true')
  await button('Starred').click()
  await expect.element(page.getByText('Ideas')).not.toBeInTheDocument()
  await star.click()
  await expect.element(page.getByText('No board has a star yet.')).toBeVisible()
})

it('[HOME27] what an owner throws away is in the trash, and comes back or is deleted for good after a question; others can’t throw it away', async () => {
  await button('More about Ideas').click()
  await expect.element(menuitem('Remove from this list')).toBeVisible()
  expect(menuitem('Move to the trash').query()).toBeNull()
  await userEvent.keyboard('{Escape}')
  await button('More about Plans').click()
  await menuitem('Move to the trash').click()
  await expect.element(page.getByText('Plans')).not.toBeInTheDocument()
  await button('Trash').click()
  await button('More about Plans').click()
  await menuitem('Delete for good…').click()
  await expect.element(page.getByText('Nothing brings it back.')).toBeVisible()
  await button('Cancel').click()
  await button('More about Plans').click()
  await menuitem('Bring it back').click()
  await expect.element(page.getByText('The trash is empty.')).toBeVisible()
})

it('[HOME28] what goes wrong is said, and nothing is lost from the list', async () => {
  fails = 'The server didn’t answer.'
  await button('More about Plans').click()
  await menuitem('Move to the trash').click()
  await expect.element(page.getByText('The server didn’t answer.')).toBeVisible()
  await expect.element(page.getByText('Plans')).toBeVisible()
})

it.each(['light', 'dark'])('[HOME29] the list, its menu and its questions have no axe violation, %s', async (theme) => {
  document.documentElement.dataset.theme = theme
  await source.makeFolder('Work')
  await button('Starred').click()
  await button('All').click()
  await expect.element(page.getByText('Plans')).toBeVisible()
  await button('More about Plans').click()
  await expect.element(menuitem('Rename…')).toHaveFocus()
  expect(await violations()).toEqual([])
  await menuitem('Rename…').click()
  await expect.element(page.getByRole('textbox', { name: 'Title' })).toHaveFocus()
  expect(await violations()).toEqual([])
})
