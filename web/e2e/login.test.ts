import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProvider, type TestProvider } from '../../server/testing/provider.ts'
import { type Drawbridge, startDrawbridge } from './drawbridge.ts'
import { newPerson, PHONE, type Person } from './person.ts'
import { useWorld } from './world.ts'

const PASSWORD = 'open, sesame'
const world = useWorld()
let provider: TestProvider
let withLogins: Drawbridge
let withPassword: Drawbridge

beforeAll(async () => {
  withLogins = await startDrawbridge(async (url) => {
    provider = await startProvider(url, { ada: { name: 'Ada Lovelace' }, ben: { name: 'Ben Bitdiddle' } })
    const { issuer, clientId, clientSecret = '' } = provider.settings
    return {
      PUBLIC_URL: url,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      CREATE_BOARDS: 'login',
    }
  })
  withPassword = await startDrawbridge({ CREATE_BOARDS: 'password', INSTANCE_PASSWORD: PASSWORD })
})
afterAll(async () => {
  provider.close()
  await withLogins.dispose()
  await withPassword.dispose()
})

it('[E2E150] somebody logs in at the provider, makes a board, has their verified name on it, and logs out', async () => {
  const { page, context } = await newPerson(world.browser)
  await page.goto(withLogins.url)
  await page.getByRole('link', { name: 'Log in' }).click()
  await logInAtProvider({ page })

  await page.getByText('Ada Lovelace').waitFor()
  await page.getByRole('button', { name: 'New board' }).click()
  await page.getByRole('button', { name: 'You are Ada Lovelace: change colour' }).waitFor()
  await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
  const ben = await newPerson(world.browser)
  await ben.open(page.url())
  await ben.page.getByRole('button', { name: 'Follow Ada Lovelace, verified' }).waitFor()
  await ben.context.close()
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const cookies = await context.cookies(withLogins.url)
  const ours = cookies.filter(({ name }) => name.startsWith('drawbridge'))
  expect(ours).toMatchObject([{ name: 'drawbridge-login', httpOnly: true, sameSite: 'Lax', path: '/' }])

  await page.goto(withLogins.url)
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByRole('button', { name: 'Log out at the provider' }).click()
  await page.getByRole('link', { name: 'Log in' }).waitFor()
  expect(new URL(page.url()).origin).toBe(withLogins.url)
  // There, too: it asks again who one is.
  await page.getByRole('link', { name: 'Log in' }).click()
  await page.getByLabel('Name').waitFor()
  await context.close()
})

it('[E2E155] a guest on a board logs in by its menu, is back on it with their verified name, and logs out there', async () => {
  const ada = await newPerson(world.browser)
  const guest = await newPerson(world.browser)
  await ada.page.goto(withLogins.url)
  await ada.page.getByRole('link', { name: 'Log in' }).click()
  await logInAtProvider(ada)
  await ada.page.getByRole('button', { name: 'New board' }).click()
  await ada.sync('saved')
  await guest.open(ada.page.url())
  const board = new URL(guest.page.url()).pathname
  await guest.page.getByRole('button', { name: 'Menu' }).click()
  await guest.page.getByRole('menuitem', { name: 'Log in' }).click()
  await logInAtProvider(guest)
  await guest.sync('saved')
  expect(new URL(guest.page.url()).pathname).toBe(board)
  await guest.page.getByRole('button', { name: 'You are Ada Lovelace: change colour' }).waitFor()
  await guest.page.getByRole('button', { name: 'Menu' }).click()
  await guest.page.getByRole('menuitem', { name: 'Logged in as Ada Lovelace' }).waitFor()
  await guest.page.getByRole('menuitem', { name: 'Log out' }).click()
  await guest.page.getByRole('button', { name: 'Log out at the provider' }).waitFor()
  await Promise.all([ada, guest].map(({ context }) => context.close()))
})

it('[E2E158] who may only look logs in by the menu of the board, is back on it with their verified name, and may only look', async () => {
  const ada = await newPerson(world.browser)
  await ada.page.goto(withLogins.url)
  await ada.page.getByRole('link', { name: 'Log in' }).click()
  await logInAtProvider(ada)
  await ada.page.getByRole('button', { name: 'New board' }).click()
  await ada.sync('saved')
  const viewLink = await ada.page.evaluate(async () => {
    const board = location.pathname.split('/').at(-1)
    const post = (path: string, body: object, headers = {}) =>
      fetch(`/api/boards/${board}/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }).then((response) => response.json() as Promise<Record<string, string>>)
    const { token } = await post('session', {})
    return (await post('links', { role: 'view' }, { Authorization: `Bearer ${token}` }))['url'] ?? ''
  })
  const guest = await newPerson(world.browser, PHONE)
  await guest.open(viewLink)
  const board = new URL(guest.page.url()).pathname
  const menu = guest.page.getByRole('button', { name: 'Menu' })
  await menu.click()
  await guest.page.getByRole('menuitem', { name: 'Log in' }).click()
  await logInAtProvider(guest, 'ben')
  await guest.sync('saved')
  expect(new URL(guest.page.url()).pathname).toBe(board)
  await guest.page.getByRole('button', { name: 'You are Ben Bitdiddle: change colour' }).waitFor()
  await menu.click()
  await guest.page.getByRole('menuitem', { name: 'Logged in as Ben Bitdiddle' }).waitFor()
  await guest.page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await guest.page.getByText('Nur ansehen').waitFor()
  expect(await guest.page.getByRole('toolbar').count()).toBe(0)
  await Promise.all([ada, guest].map(({ context }) => context.close()))
})

async function logInAtProvider({ page }: Pick<Person, 'page'>, as = 'ada'): Promise<void> {
  await page.getByRole('heading', { name: 'Log in at the provider' }).waitFor()
  await page.getByLabel('Name').fill(as)
  await page.getByRole('button', { name: 'Log in' }).click()
}

it('[E2E151] the server’s password is asked for once by the start page, and boards are made', async () => {
  const { page, context } = await newPerson(world.browser)
  const isOpen = () => page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
  await page.goto(withPassword.url)
  const field = page.getByLabel('Password of this server')
  await field.fill('a guess')
  await page.getByRole('button', { name: 'New board' }).click()
  await page.getByText('That isn’t the password').waitFor()
  await field.fill(PASSWORD)
  await page.getByRole('button', { name: 'New board' }).click()
  await isOpen()
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/me'))
  await page.goto(withPassword.url)
  expect(await (await asked).json()).toMatchObject({ missing: null })
  await page.getByRole('button', { name: 'New board' }).click()
  await isOpen()
  await context.close()
})
