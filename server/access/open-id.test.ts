import { expect, it, onTestFinished } from 'vitest'
import { MemoryStorage } from '../storage/memory.ts'
import type { RunningServer } from '../server.ts'
import { Browser } from '../testing/browser.ts'
import type { Visit } from '../testing/browser.ts'
import { startProvider } from '../testing/provider.ts'
import type { TestProvider } from '../testing/provider.ts'
import { newLinkedBoard, start } from '../testing/start.ts'
import type { TestConfig } from '../testing/start.ts'
import type { ServerParts } from '../server.ts'
import type { OpenIdSettings } from './open-id.ts'

const HOME = 'https://boards.example.org'
const LOGIN = '__Host-drawbridge-login'
const WAY = '__Host-drawbridge-way'
const PEOPLE = {
  ada: { name: 'Ada Lovelace', email: 'ada@School.example', email_verified: true, groups: ['staff', 'math'] },
  bob: { preferred_username: 'bob', email: 'bob@school.example', email_verified: false, groups: ['guests'] },
}

interface Scene {
  readonly provider: TestProvider
  readonly server: RunningServer
  readonly browser: Browser
}

async function scene(
  openId: Partial<OpenIdSettings> = {},
  config: TestConfig = {},
  parts: ServerParts = {},
): Promise<Scene> {
  const provider = await startProvider(HOME, PEOPLE)
  onTestFinished(() => provider.close())
  const server = await start(parts, { publicUrl: HOME, openId: { ...provider.settings, ...openId }, ...config })
  return { provider, server, browser: new Browser(HOME, server.url) }
}

/** Tells the provider who one is. */
async function logIn(browser: Browser, name: string, to?: string): Promise<Visit> {
  const form = await browser.go(to === undefined ? '/login' : `/login?to=${encodeURIComponent(to)}`)
  return browser.go(form.url, { method: 'POST', form: { name } })
}

const me = async (browser: Browser): Promise<unknown> => (await browser.ask('/api/me')).body
const NOBODY = { account: null, missing: null, login: '/login', canLogOut: false }
const isOurs = (name: string) => (url: string) => url.startsWith(`${HOME}${name}`)

it('[LOGIN5] somebody logs in at the provider, comes back to where they were, and logs out here and there', async () => {
  const { provider, server, browser } = await scene()
  const { id } = await newLinkedBoard(server)
  expect(await me(browser)).toEqual(NOBODY)
  const back = await logIn(browser, 'ada', `/b/${id}?page=first`)
  expect(back.url).toBe(`${HOME}/b/${id}?page=first`)
  const who = (await me(browser)) as { account: { id: string } }
  expect(who).toEqual({
    account: { id: expect.stringMatching(/^oidc:[\w-]{43}$/) as unknown, name: 'Ada Lovelace' },
    missing: null,
    login: null,
    canLogOut: true,
  })

  const { to } = (await browser.send('/api/logout')).body as { to: string }
  expect(await me(browser)).toEqual(NOBODY)
  const there = new URL(to)
  expect(there.origin).toBe(provider.issuer)
  expect(there.searchParams.get('post_logout_redirect_uri')).toBe(`${HOME}/`)
  expect(there.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)

  // The same person is the same account.
  await logIn(browser, 'ada')
  expect(await me(browser)).toMatchObject({ account: { id: who.account.id } })
})

it('[LOGIN6] the request has state, nonce and PKCE, and the cookies are for our pages alone', async () => {
  const { browser } = await scene()
  const first = await browser.ask('/login')
  const asked = new URL(first.headers.location!).searchParams
  expect(asked.get('code_challenge_method')).toBe('S256')
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
  expect(first.headers['cache-control']).toBe('no-store')
  await logIn(browser, 'ada')
  const jar = browser.cookies.get(HOME)!
  expect([...jar.keys()]).toEqual([LOGIN])
  expect(jar.get(LOGIN)!.rules).toBe('Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure')
})

it('[LOGIN6] without TLS the cookies say so by their names, and with it those names count for nothing', async () => {
  const { browser, provider } = await scene()
  const plain = await start({}, { publicUrl: 'http://boards.example.org', openId: provider.settings })
  const set = (await new Browser('http://boards.example.org', plain.url).ask('/login')).headers['set-cookie']!
  expect(set[0]).toMatch(/^drawbridge-way=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/)
  await logIn(browser, 'ada')
  const { value } = browser.cookies.get(HOME)!.get(LOGIN)!
  for (const Cookie of [
    `drawbridge-login=${value}`,
    `${LOGIN}=${value}; ${LOGIN}=other`,
    `${LOGIN}=${value}x`,
    `${LOGIN}=`,
  ])
    expect((await browser.ask('/api/me', { headers: { Cookie } })).body).toEqual(NOBODY)
})

it('[LOGIN7] a way back with another state, without the cookie, for the second time or too late logs nobody in', async () => {
  const { browser } = await scene()
  const form = await browser.go('/login')
  const until = isOurs('/login/return')
  const { url } = await browser.go(form.url, { method: 'POST', form: { name: 'ada' } }, until)
  const taken = browser.cookies.get(HOME)!.get(WAY)!

  const fails = async (address: string, value: string | undefined): Promise<void> => {
    const headers: Record<string, string> = value === undefined ? { Cookie: '' } : { Cookie: `${WAY}=${value}` }
    const answer = await browser.ask(address, { headers })
    expect([answer.status, String(answer.body)]).toEqual([400, expect.stringContaining('Logging in took too long')])
    expect(await me(browser)).toEqual(NOBODY)
  }
  const read = JSON.parse(Buffer.from(taken.value, 'base64url').toString()) as object
  const altered = (change: object): string => Buffer.from(JSON.stringify({ ...read, ...change })).toString('base64url')
  await fails(url, undefined)
  await fails(url, 'rubbish')
  await fails(url, altered({ until: Date.now() - 1 }))
  await fails(url, altered({ state: 'another' }))
  await fails(url.replace(/state=[^&]*/, 'state=another'), taken.value)
  // The code was never used: it is this browser's, once.
  expect((await browser.ask(url, { headers: { Cookie: `${WAY}=${taken.value}` } })).status).toBe(302)
  await browser.send('/api/logout')
  await fails(url, taken.value)
})

it('[LOGIN7] a code of somebody else, with another nonce or verifier, is not taken', async () => {
  const { browser } = await scene()
  for (const change of [{ nonce: 'another' }, { verifier: 'v'.repeat(43) }]) {
    const form = await browser.go('/login')
    const { url } = await browser.go(form.url, { method: 'POST', form: { name: 'ada' } }, isOurs('/login/return'))
    const { value } = browser.cookies.get(HOME)!.get(WAY)!
    const read = JSON.parse(Buffer.from(value, 'base64url').toString()) as object
    const altered = Buffer.from(JSON.stringify({ ...read, ...change })).toString('base64url')
    expect((await browser.ask(url, { headers: { Cookie: `${WAY}=${altered}` } })).status).toBe(400)
    expect(await me(browser)).toEqual(NOBODY)
    browser.cookies.clear()
  }
})

it('[LOGIN8] who says no there, or is not known there, is told so and goes back', async () => {
  const { browser } = await scene()
  const refused = await logIn(browser, 'nobody', '/b/some-board-id')
  expect(refused.status).toBe(403)
  expect(String(refused.body)).toContain('href="/b/some-board-id"')
  expect(refused.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(await me(browser)).toEqual(NOBODY)
})

it('[LOGIN9] a provider that does not answer is said, boards go on, and it is asked again', async () => {
  const { browser, provider, server } = await scene()
  provider.isThere = false
  const silent = await browser.go('/login')
  expect([silent.status, silent.url]).toEqual([502, `${HOME}/login`])
  expect(String(silent.body)).toContain('Boards open by their links as ever')
  const french = await browser.ask('/login', { headers: { 'Accept-Language': 'fr-CA, en;q=0.5' } })
  expect(String(french.body)).toMatch(/<html lang="fr">.*Pas connecté.*toujours par leurs liens.*Retour/s)
  const { id } = await newLinkedBoard(server)
  expect((await browser.ask(`/b/${id}`)).status).toBe(200)
  provider.isThere = true
  const form = await browser.go('/login')
  const { url } = await browser.go(form.url, { method: 'POST', form: { name: 'ada' } }, isOurs('/login/return'))
  provider.isThere = false
  expect((await browser.ask(url)).status).toBe(502)
  provider.isThere = true
  await logIn(browser, 'ada')
  expect(await me(browser)).toMatchObject({ account: { name: 'Ada Lovelace' } })
  // Whoever logs out is logged out, whatever the provider does.
  provider.isThere = false
  expect((await browser.send('/api/logout')).status).toBe(200)
  expect(await me(browser)).toEqual(NOBODY)
})

it.each([
  ['ada', { emailDomains: ['school.example'] }, true],
  ['bob', { emailDomains: ['school.example'] }, false],
  ['ada', { emailDomains: ['other.example', 'example'] }, false],
  ['ada', { requiredClaim: { name: 'groups', value: 'staff' } }, true],
  ['bob', { requiredClaim: { name: 'groups', value: 'staff' } }, false],
  ['ada', { requiredClaim: { name: 'email_verified', value: 'true' } }, true],
  ['ada', { requiredClaim: { name: 'nothing', value: 'undefined' } }, false],
] satisfies [string, Partial<OpenIdSettings>, boolean][])(
  '[LOGIN10] %s, where %j must be so, may log in: %s',
  async (name, settings, isIn) => {
    const { browser } = await scene(settings)
    expect((await logIn(browser, name)).status === 403).toBe(!isIn)
    expect(((await me(browser)) as { account: unknown }).account === null).toBe(!isIn)
  },
)

it('[LOGIN11] a login ends after its time, outlives a restart, and is kept as a hash', async () => {
  let now = Date.now()
  const storage = new MemoryStorage()
  const { browser, provider } = await scene({}, { limits: { loginSeconds: 3_600 } }, { storage, now: () => now })
  await logIn(browser, 'ada')
  const { value } = browser.cookies.get(HOME)!.get(LOGIN)!
  const kept = await storage.logins.all()
  expect(kept).toHaveLength(1)
  expect(JSON.stringify(kept)).not.toContain(value)
  const again = await start(
    { storage: Object.assign(storage, { close: async () => {} }), now: () => now },
    { publicUrl: HOME, openId: provider.settings },
  )
  const there = new Browser(HOME, again.url)
  there.cookies.set(HOME, browser.cookies.get(HOME)!)
  expect(await me(there)).toMatchObject({ account: { name: 'Ada Lovelace' } })
  now += 3_600_000 - 1
  expect(await me(browser)).toMatchObject({ account: { name: 'Ada Lovelace' } })
  now += 1
  expect(await me(browser)).toEqual(NOBODY)
  await logIn(browser, 'bob')
  // What has ended is not kept.
  expect(await storage.logins.all()).toHaveLength(1)
})

it.each([
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
])('[LOGIN12] %j is nowhere to come back to', async (to) => {
  const { browser } = await scene()
  expect(new URL((await logIn(browser, 'ada', to)).url).origin).toBe(HOME)
})

it.each([
  [1_500, 2_000, 3_000],
  [1_501, 0, 1_000],
])(
  '[LOGIN12] a path of %i characters is kept on the way or is not: the cookie has its place in every browser',
  async (length, least, most) => {
    const { browser } = await scene()
    const set = (await browser.ask(`/login?to=${`/b/${'x'.repeat(length)}`.slice(0, length)}`)).headers['set-cookie']!
    expect(set[0]!.length).toBeGreaterThan(least)
    expect(set[0]!.length).toBeLessThan(most)
  },
)
