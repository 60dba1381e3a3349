import '../../styles/style.css'
import '../../styles/parts.css'
import '../../styles/start.css'
import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from '../ui/testing/axe.ts'
import { newMemory } from '../ui/testing/test-app.ts'
import { linksFile } from './links-file.ts'
import type { LocalMemory } from './local-memory.ts'
import { recentBoards, rememberBoard } from './recent-boards.ts'
import { Start } from './start.tsx'
import { ANYBODY, type Reception, type Told, type Visitor } from './visitor.ts'

let root: HTMLElement
let memory: LocalMemory
let gone: string[]
let create: () => Promise<string>
let visitor: Visitor
let told: string[]
let answers: Told[]

const reception: Reception = {
  ask: async () => visitor,
  async tell(password) {
    told.push(password)
    return answers.shift() ?? 'silence'
  },
  async logOut() {
    visitor = ANYBODY
    return '/logged-out'
  },
}
const show = () =>
  render(<Start memory={memory} go={(path) => gone.push(path)} create={() => create()} reception={reception} />, root)

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.documentElement.dataset.theme = 'light'
  document.title = 'Drawbridge'
  root = document.body.appendChild(document.createElement('div'))
  memory = newMemory()
  gone = []
  visitor = ANYBODY
  told = []
  answers = []
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
    await expect.element(page.getByText('Plans')).toBeVisible()
    expect(await violations()).toEqual([])
  })

  it('[START23] tells what this is to who has no board here, without an axe violation, and shows boards first to who has some', async () => {
    const heading = page.getByRole('heading', { name: 'Think it out loud, together.' })
    show()
    await expect.element(heading).toBeVisible()
    expect(await violations()).toEqual([])
    render(null, root)
    rememberBoard(memory, { id: 'board-one-1', title: 'Plans', openedAt: Date.now() })
    show()
    await expect.element(page.getByText('Plans')).toBeVisible()
    expect(heading.query()).toBeNull()
    await expect.element(page.getByRole('button', { name: 'New board' })).toBeVisible()
  })

  it('[HOME30] offers nothing to find, sort or save before there is a board; links from a file bring it', async () => {
    show()
    await expect.element(page.getByRole('button', { name: 'Bring links from a file' })).toBeVisible()
    await expect.element(page.getByRole('searchbox')).not.toBeInTheDocument()
    expect(page.getByRole('combobox', { name: 'Sorted by' }).query()).toBeNull()
    expect(page.getByRole('button', { name: 'Save my links to a file' }).query()).toBeNull()
    const elsewhere = newMemory()
    rememberBoard(elsewhere, { id: 'board-one-1', title: 'Plans', openedAt: Date.now() })
    await page.getByLabelText('File of links').upload(new File([linksFile(elsewhere)], 'links.json'))
    await expect.element(page.getByText('Plans')).toBeVisible()
    await expect.element(page.getByRole('searchbox')).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Save my links to a file' })).toBeVisible()
  })

  it('[START2] makes a board and goes there', async () => {
    show()
    await page.getByRole('button', { name: 'New board' }).click()
    await expect.poll(() => gone).toEqual(['/b/new-board-1'])
  })

  it('[START20] where boards are made with a password, it is asked for, and wrong ones are said', async () => {
    visitor = { ...ANYBODY, missing: 'password' }
    answers = [{ waitSeconds: 0 }, { waitSeconds: 4 }, 'silence', 'right']
    show()
    const field = page.getByLabelText('Password of this server')
    const button = page.getByRole('button', { name: 'New board' })
    await expect.element(field).toBeVisible()
    expect(await violations()).toEqual([])
    await field.fill('a guess')
    for (const said of [
      'That isn’t the password',
      'Too many wrong ones: another can be tried in 4 s',
      'didn’t answer',
    ]) {
      await button.click()
      await expect.element(page.getByText(said)).toBeVisible()
    }
    expect(gone).toEqual([])
    await field.fill('open sesame')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => gone).toEqual(['/b/new-board-1'])
    expect(told).toEqual(['a guess', 'a guess', 'a guess', 'open sesame'])
  })

  it('[START21] where boards are made by people who are logged in, others are shown the way in', async () => {
    visitor = { ...ANYBODY, missing: 'login', login: '/login' }
    show()
    const way = page.getByRole('link', { name: 'Log in' })
    await expect.element(way).toHaveAttribute('href', '/login')
    expect(way.elements()).toHaveLength(1)
    expect(page.getByRole('button', { name: 'New board' }).elements()).toEqual([])
    expect(page.getByText('Nothing to sign up for').elements()).toEqual([])
    await expect.element(page.getByText('To make one, log in.')).toBeVisible()
    expect(await violations()).toEqual([])
  })

  it('[START21] the name of who is logged in stands there, and the way out', async () => {
    visitor = { account: { name: 'Ada Lovelace' }, missing: null, login: null, canLogOut: true }
    show()
    await expect.element(page.getByText('Ada Lovelace')).toBeVisible()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Log out' }).click()
    await expect.poll(() => gone).toEqual(['/logged-out'])
  })

  it('[START22] a board that is refused shows what the server wants by now', async () => {
    create = async () => {
      visitor = { ...ANYBODY, missing: 'password' }
      throw new Error('401')
    }
    show()
    await page.getByRole('button', { name: 'New board' }).click()
    await expect.element(page.getByLabelText('Password of this server')).toBeVisible()
  })

  it('[START3] says so when the server doesn’t answer, and lets one try again', async () => {
    create = () => Promise.reject(new Error('The server didn’t answer.'))
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
    await expect.element(page.getByText('Newer')).toBeVisible()
    expect(
      page
        .getByRole('link', { name: /er/ })
        .elements()
        .map((link) => link.getAttribute('href')),
    ).toEqual(['/b/board-two-2', '/b/board-one-1'])
    await page.getByRole('button', { name: 'More about Newer' }).click()
    await page.getByRole('menuitem', { name: 'Remove from this list' }).click()
    await expect.element(page.getByText('Newer')).not.toBeInTheDocument()
    expect(recentBoards(memory).map(({ id }) => id)).toEqual(['board-one-1'])
  })

  it('[START7] ignores a list that somebody else wrote', () => {
    memory.remember('boards', [{ id: '../../etc', title: 'x', openedAt: 1 }, 7, null, { id: 'board-one-1' }])
    expect(recentBoards(memory)).toEqual([])
  })
})
