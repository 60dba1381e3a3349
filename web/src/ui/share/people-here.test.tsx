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
  const removed: string[] = []
  const client = { keepOut: async (principal: string) => void removed.push(principal) } as unknown as AccessClient
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
  const access = { anyone: null, cap: null, sites: [], links: [], bans: [] }
  render(<PeopleHere access={access} here={here} people={people} client={client} />, host)
  const list = page.getByRole('listitem')
  await expect.element(list.nth(2)).toHaveTextContent('Ada Lovelace verified, edit')
  expect(list.elements().map((one) => one.textContent)).toEqual([
    expect.stringMatching(/^Somebody without a name view/),
    expect.stringMatching(/^Blue Heron view/),
    expect.stringMatching(/^Ada Lovelace verified, edit/),
  ])
  await page.getByRole('button', { name: 'Remove Somebody without a name for an hour' }).click()
  expect(removed).toEqual(['nameless'])
})
