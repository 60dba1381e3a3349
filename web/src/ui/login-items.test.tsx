import './board-styles.ts'
import { render } from 'preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import type { Visitor } from '../start/visitor.ts'
import { LoginItems } from './login-items.tsx'
import { violations } from './testing/axe.ts'

let root: HTMLElement
let gone: string[]

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Plans · Drawbridge'
  gone = []
  root = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  render(null, root)
  root.remove()
})

/** The lines of a menu, where the server says that. */
function show(visitor: Visitor | undefined): void {
  const reception = {
    ask: async () => visitor,
    tell: async () => 'silence' as const,
    logOut: async () => '/logged-out',
  }
  render(
    <div role="menu" aria-label="Board" class="menu island">
      <LoginItems reception={reception} go={(path) => gone.push(path)} />
    </div>,
    root,
  )
}

it('[UI84] the menu of a board shows the way to log in, and back to the board', async () => {
  show({ account: null, missing: null, login: '/login', canLogOut: false })
  const item = page.getByRole('menuitem', { name: 'Log in' })
  const { pathname, search } = location
  await expect.element(item).toHaveAttribute('href', `/login?to=${encodeURIComponent(pathname + search)}`)
  expect(await violations()).toEqual([])
})

it('[UI84] it shows who one is logged in as, and the way out', async () => {
  show({ account: { name: 'Ada Lovelace' }, missing: null, login: null, canLogOut: true })
  await expect.element(page.getByRole('menuitem', { name: 'Logged in as Ada Lovelace' })).toBeVisible()
  expect(await violations()).toEqual([])
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect.poll(() => gone).toEqual(['/logged-out'])
})

it('[UI84] where one is logged in by a proxy there is no way out, and where nobody logs in there is nothing', async () => {
  show({ account: { name: 'Ada Lovelace' }, missing: null, login: null, canLogOut: false })
  await expect.element(page.getByRole('menuitem', { name: 'Logged in as Ada Lovelace' })).toBeVisible()
  expect(page.getByRole('menuitem').all()).toHaveLength(1)
  for (const nothing of [undefined, { account: null, missing: null, login: null, canLogOut: false }]) {
    render(null, root)
    show(nothing)
    expect(page.getByRole('menuitem').query()).toBeNull()
  }
})
