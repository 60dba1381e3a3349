import { render } from 'preact'
import { expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { violations } from '../testing/axe.ts'
import type { AccountLine } from './access-client.ts'
import { Accounts } from './accounts.tsx'

it('[UI85] owners see who has the board by an account, how they came to it, and remove members and others', async () => {
  const host = document.body.appendChild(document.createElement('main'))
  onTestFinished(() => {
    render(null, host)
    host.remove()
  })
  document.documentElement.lang = 'en'
  document.title = 'Plans · Drawbridge'
  const done: unknown[] = []
  const client = {
    keepOut: async (...given: readonly unknown[]) => void done.push(given),
    removeMember: async (member: string) => void done.push(member),
  }
  const line: AccountLine = {
    principal: 'proxy:ada',
    name: 'Ada',
    role: 'own',
    isYou: true,
    member: 'm1',
    link: null,
    openedAt: new Date().toISOString(),
  }
  const others: readonly AccountLine[] = [
    { ...line, principal: 'proxy:bob', name: 'Bob', isYou: false, member: 'm2', openedAt: null },
    { ...line, principal: 'proxy:cem', name: 'Cem', isYou: false, member: null, role: 'comment', link: 'Class 7b' },
    { ...line, principal: 'proxy:dora', name: '', isYou: false, member: null, role: null, link: '' },
    { ...line, principal: 'proxy:eve', name: 'Eve', isYou: false, member: null, link: '' },
  ]
  render(<Accounts accounts={[]} client={client} />, host)
  expect(page.getByRole('listitem').query()).toBeNull()
  render(
    <>
      <h1>Plans</h1>
      <h2>Share</h2>
      <Accounts accounts={[line, ...others]} client={client} />
    </>,
    host,
  )
  const list = page.getByRole('listitem')
  await expect.element(list.nth(0)).toHaveTextContent(/^Ada you, owner, it is yours, opened/)
  await expect.element(list.nth(1)).toHaveTextContent(/^Bob owner, it is theirs/)
  await expect.element(list.nth(2)).toHaveTextContent(/^Cem comment, by the link “Class 7b”, opened/)
  await expect.element(list.nth(3)).toHaveTextContent(/^proxy:dora may not open it now, opened/)
  await expect.element(list.nth(4)).toHaveTextContent(/^Eve owner, by a link, opened/)
  expect(await violations()).toEqual([])
  await page.getByText('Bob').click()
  await page.getByRole('button', { name: 'Remove Bob as a member' }).click()
  expect(done).toEqual([])
  await page.getByRole('button', { name: 'Remove: the board is Bob’s no longer' }).click()
  await page.getByText('Cem').click()
  await page.getByRole('button', { name: 'Remove Cem' }).click()
  expect(done).toEqual(['m2', ['proxy:cem', 'Cem', 60]])
  await page.getByText('Eve').click()
  await expect.element(page.getByText('They came by an owner link: replace it to keep them out.')).toBeVisible()
})
