import type { BrowserContextOptions } from 'playwright'
import { expect, it } from 'vitest'
import { type Person, withPeople } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld({ settings: { TRUST_PROXY: '127.0.0.0/8', LOGIN_PROXY_HEADER: 'Remote-User' } })

/** Logged in at the proxy, which these browsers are themselves. */
const as = (name: string): BrowserContextOptions => ({ extraHTTPHeaders: { 'Remote-User': name } })

/** Two who are logged in, and somebody else. */
const withThree = (visit: (ada: Person, bob: Person, eve: Person) => Promise<void>): Promise<void> =>
  withPeople(world.browser, [as('ada'), as('bob'), {}], visit)

const card = ({ page }: Person, title: string) => page.getByRole('listitem').filter({ hasText: title })

it('[E2E142] a board made by somebody who is logged in is theirs in every browser, is shared by its link, and is seen by nobody else', () =>
  withThree(async (ada, bob, eve) => {
    await ada.page.goto(world.server.url)
    await ada.page.getByRole('heading', { name: 'Your boards', level: 2 }).waitFor()
    await ada.page.getByRole('button', { name: 'New board' }).click()
    await ada.sync('saved')
    const invitation = ada.page.url()
    const title = ada.page.getByRole('textbox', { name: /title/i })
    await title.fill('Harbour plans')
    await title.press('Enter')
    await ada.sync('saved')
    // Another browser of hers, with no link at all.
    await withPeople(world.browser, [as('ada')], async (elsewhere) => {
      await elsewhere.page.goto(world.server.url)
      await card(elsewhere, 'Harbour plans').getByRole('link').click()
      await elsewhere.sync('saved')
      await elsewhere.page.getByRole('button', { name: 'Menu' }).click()
      await elsewhere.page.getByRole('menuitem', { name: 'Move to the trash…' }).waitFor()
    })
    await bob.open(invitation)
    await bob.page.goto(world.server.url)
    await card(bob, 'Harbour plans').getByText('Shared with you').waitFor()
    await eve.page.goto(world.server.url)
    await eve.page.getByRole('heading', { name: 'Opened in this browser' }).waitFor()
    expect(await card(eve, 'Harbour plans').count()).toBe(0)
    await eve.page.goto(invitation.split('#')[0] ?? '')
    await eve.page.getByRole('heading', { name: 'This board opens with a link' }).waitFor()
  }))

it('[E2E143] boards are kept in folders, starred, renamed, thrown away and brought back on the page of boards', () =>
  withThree(async (ada) => {
    const { page } = ada
    await page.goto(world.server.url)
    await page.getByRole('button', { name: 'New board' }).click()
    await ada.sync('saved')
    await page.goto(world.server.url)
    const untitled = card(ada, 'Untitled').first()
    await untitled.getByRole('button', { name: /^More about/ }).click()
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Quay walls')
    await page.getByRole('button', { name: 'Rename', exact: true }).click()
    const quay = card(ada, 'Quay walls')
    await quay.waitFor()
    await page.getByRole('button', { name: 'Folder', exact: true }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Work')
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('button', { name: 'Work 0' }).waitFor()
    await quay.dragTo(page.getByRole('button', { name: 'Work 0' }))
    await page.getByRole('button', { name: 'Work 1' }).click()
    await quay.getByRole('button', { name: 'Star Quay walls' }).click()
    await page.getByRole('button', { name: 'Starred' }).click()
    await quay.getByRole('button', { name: 'More about Quay walls' }).click()
    await page.getByRole('menuitem', { name: 'Move to the trash' }).click()
    await page.getByText('No board has a star yet').waitFor()
    await page.getByRole('button', { name: 'Trash' }).click()
    await quay.getByText('In the trash').waitFor()
    await quay.getByRole('button', { name: 'More about Quay walls' }).click()
    await page.getByRole('menuitem', { name: 'Bring it back' }).click()
    await page.getByText('The trash is empty').waitFor()
    await page.getByRole('button', { name: 'Starred' }).click()
    await quay.getByRole('link').click()
    await ada.sync('saved')
  }))

it('[E2E156] an owner sees in the Share dialog who has the board by an account, and takes it from one of them, who has to leave', () =>
  withThree(async (ada, bob) => {
    await ada.page.goto(world.server.url)
    await ada.page.getByRole('button', { name: 'New board' }).click()
    await ada.sync('saved')
    await bob.open(ada.page.url())
    await ada.page.getByRole('button', { name: 'Share' }).click()
    const accounts = ada.page.getByRole('region', { name: 'With an account' })
    await accounts.getByText(/^ada you, owner, it is yours/).waitFor()
    await accounts.getByText(/^bob edit, by a link/).click()
    await accounts.getByRole('button', { name: 'Remove bob' }).click()
    await bob.page
      .getByText(/an owner has removed you/i)
      .first()
      .waitFor()
    await accounts.getByText(/^bob may not open it now/).waitFor()
  }))
