import { render } from 'preact'
import { expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import type { AccessClient, PersonHere } from './access-client.ts'
import { PeopleHere } from './people-here.tsx'

it('[UI71] owners see and can remove those, too, who tell nobody who they are; and not themselves', async () => {
  const host = document.body.appendChild(document.createElement('div'))
  onTestFinished(() => {
    render(null, host)
    host.remove()
  })
  const removed: unknown[] = []
  const client = {
    keepOut: async (principal: string, _name: string, minutes: number | null) =>
      void removed.push([principal, minutes]),
  } as unknown as AccessClient
  const somebody: PersonHere = { client: null, role: 'view', principal: '', isYou: false, name: null, link: null }
  const here: readonly PersonHere[] = [
    { ...somebody, client: 1, role: 'own', principal: 'me', isYou: true },
    { ...somebody, principal: 'nameless' },
    { ...somebody, client: 2, principal: 'guest' },
    { ...somebody, client: 3, principal: 'pupil', name: 'Ada Lovelace', role: 'edit' },
  ]
  const people = [
    { client: 2, name: 'Blue Heron', color: '#1d6fd1', presenting: false, page: 'first-of-all' },
    {
      client: 3,
      name: 'Ada Lovelace',
      color: '#1d6fd1',
      presenting: false,
      page: 'first-of-all',
      verified: true as const,
    },
  ]
  const access = { anyone: null, cap: null, slowSeconds: 0, sites: [], links: [], bans: [] }
  const authors = [
    { principal: 'me', name: 'Me', isYou: true, updates: 9, to: new Date().toISOString() },
    { principal: 'guest', name: 'Blue Heron', isYou: false, updates: 2, to: new Date().toISOString() },
    { principal: 'gone', name: 'Red Fox', isYou: false, updates: 1, to: new Date().toISOString() },
  ]
  const given = { access, here, authors, people, client, onShow: () => {} }
  render(<PeopleHere {...given} />, host)
  const list = page.getByRole('listitem')
  await expect.element(list.nth(2)).toHaveTextContent('Ada Lovelace verified, edit')
  await expect.element(list.nth(3)).toHaveTextContent('Red Fox not here, 1 change, last')
  expect(list.elements().map((one) => one.textContent)).toEqual([
    expect.stringMatching(/^Somebody without a name view/),
    expect.stringMatching(/^Blue Heron view, 2 changes, last/),
    expect.stringMatching(/^Ada Lovelace verified, edit/),
    expect.stringMatching(/^Red Fox/),
  ])
  await page.getByText('Somebody without a name').click()
  await page.getByRole('button', { name: 'Remove Somebody without a name' }).click()
  await page.getByLabelText('For how long Somebody without a name is kept out').selectOptions('until I let them in')
  await page.getByRole('button', { name: 'Remove Somebody without a name' }).click()
  expect(removed).toEqual([
    ['nameless', 60],
    ['nameless', null],
  ])
})
