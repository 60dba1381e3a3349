import { createHmac, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { newPerson, type Person } from './person.ts'
import { useSite } from './site.ts'
import { useWorld } from './world.ts'

const secret = randomBytes(32)
const ISSUER = 'https://school.example'
const AUDIENCE = 'http://boards.example.org'
const key = { kty: 'oct', alg: 'HS256', kid: 'school', iss: ISSUER, k: secret.toString('base64url') }
const world = useWorld({ settings: { HOST_KEYS: JSON.stringify({ keys: [key] }), PUBLIC_URL: AUDIENCE } })
const site = useSite()

/** Shows a frame of a board to somebody on the site. */
async function show({ page }: Person, board: string, token: string): Promise<void> {
  const frame = `${world.server.url}/embed/${board}#t=${token}`
  site.show(`<!doctype html><title>School</title><iframe src="${frame}" width="900" height="600"></iframe>`)
  await page.goto(site.origin)
}

/** What the site signs for its user (RFC 7515), by hand. */
function tokenFor(name: string, board: string): string {
  const exp = Math.floor(Date.now() / 1_000) + 3_600
  const parts = [
    { alg: 'HS256', kid: 'school' },
    { iss: ISSUER, aud: AUDIENCE, sub: name, name, board, role: 'edit', exp },
  ]
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

it('[E2E77] a page that embeds a board vouches for its user, without cookies: others see that name and its sign', async () => {
  const { id, links } = await world.server.newLinkedBoard()
  const ann = await newPerson(world.browser)
  const ada = await newPerson(world.browser)
  await ann.open(links.edit.replace(AUDIENCE, world.server.url))
  await show(ada, id, tokenFor('Ada Lovelace', id))
  // Whoever only looks at a frame is not among the people; whoever works in it is.
  await ada.page.locator('iframe').contentFrame().getByRole('main', { name: 'Board' }).click()
  await ann.page.getByRole('button', { name: 'Follow Ada Lovelace, verified' }).waitFor()
  expect(await ada.context.cookies()).toEqual([])
  await ada.page.locator('iframe').contentFrame().locator('html[data-sync="saved"]').waitFor({ state: 'attached' })
  await ann.context.close()

  // In a page of its own, which asks for nothing when it is loaded again; the address bar gives nothing away.
  await ada.open(`${world.server.url}/b/${id}#t=${tokenFor('Ada Lovelace', id)}`)
  const me = ada.page.getByRole('button', { name: 'You are Ada Lovelace: change colour' })
  await me.waitFor()
  expect(new URL(ada.page.url()).hash).toBe('')
  await ada.page.reload()
  await me.click()
  expect(await ada.page.getByLabel('Your name').getAttribute('readonly')).not.toBeNull()
  await ada.context.close()
})

it('[HOST22] a frame whose token is for another board says that, and not that its board opens with a link', async () => {
  const [{ id }, other] = [await world.server.newLinkedBoard(), await world.server.newLinkedBoard()]
  const ada = await newPerson(world.browser)
  await show(ada, id, tokenFor('Ada Lovelace', other.id))
  const shown = ada.page.locator('iframe').contentFrame()
  await shown.getByRole('heading', { name: 'The server won’t open this board' }).waitFor()
  await shown.getByText('is not taken: it is for another board').waitFor()
  await ada.context.close()
})
