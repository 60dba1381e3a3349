import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import type { RunningServer } from '../server.ts'
import { ask } from '../testing/ask.ts'
import { Browser } from '../testing/browser.ts'
import { newLinkedBoard, start, startOnDisk, tokenOf } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { TestConfig } from '../testing/start.ts'
import { MemoryStorage } from '../storage/memory.ts'
import { COPYING_ROUTES, policyOf, ROUTE_POLICIES } from './policies.ts'
import type { Route } from './policies.ts'

const PASSWORD = 'Öffne dich, Brücke'
const CLOSED: TestConfig = { whoMakes: { who: 'password', password: PASSWORD } }
const LOGINS: TestConfig = {
  whoMakes: { who: 'login' },
  trustedProxies: ['127.0.0.1'],
  proxyHeaders: { user: 'remote-user', name: undefined },
}
const MAKING = (Object.keys(ROUTE_POLICIES) as Route[]).filter(
  (route) => policyOf(route) === 'create' || COPYING_ROUTES.has(route),
)

/** The same boards, on a server that anyone may make them on and on one that is configured otherwise. */
async function closed(config: TestConfig): Promise<{ url: string; id: string; token: string }> {
  const storage = Object.assign(new MemoryStorage(), { close: async () => {} })
  const { id, links } = await newLinkedBoard(await start({ storage }))
  const { url } = await start({ storage }, config)
  return { url, id, token: await tokenOf(links.own.replace(/^[^/]*\/\/[^/]*/, url)) }
}

const basic = (password: string): string => `Basic ${Buffer.from(`me:${password}`).toString('base64')}`

it.each([
  ['password', CLOSED, 'instance-password-needed'],
  ['login', LOGINS, 'login-needed'],
] as const)(
  '[MAKE1] a server closed with a %s makes no board by any door, and says what it wants',
  async (_how, config, code) => {
    const { url, id, token } = await closed(config)
    expect(MAKING).toEqual(['POST /api/boards', 'POST /api/boards/:id/claim', 'POST /api/boards/:id/copies'])
    for (const route of MAKING) {
      const path = route.split(' ')[1]!.replace(':id', id)
      const answer = await ask(`${url}${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: {},
      })
      expect([route, answer.status, answer.body]).toEqual([route, 401, expect.objectContaining({ code })])
    }
    // What is there goes on.
    const headers = { Authorization: `Bearer ${token}` }
    expect((await ask(`${url}/api/boards/${id}/elements`, { headers })).status).toBe(200)
  },
)

it('[MAKE2] a program tells the password as HTTP has it, or in a header of its own', async () => {
  const { url, id, token } = await closed(CLOSED)
  const make = (headers: Record<string, string>, path = '') =>
    ask(`${url}/api/boards${path}`, { method: 'POST', headers, body: {} })
  expect((await make({ Authorization: basic(PASSWORD) })).status).toBe(201)
  expect((await make({ 'Drawbridge-Password': encodeURIComponent(PASSWORD) })).status).toBe(201)
  const own = { Authorization: `Bearer ${token}`, 'Drawbridge-Password': encodeURIComponent(PASSWORD) }
  expect((await make(own, `/${id}/copies`)).status).toBe(201)
  const wrong = await make({ Authorization: basic('guess') })
  expect([wrong.status, wrong.body]).toEqual([401, expect.objectContaining({ code: 'password-wrong' })])
  for (const said of ['%', 'me']) expect((await make({ 'Drawbridge-Password': said })).status).toBe(401)
  // That is no try.
  expect((await make({ 'Drawbridge-Password': '' })).body).toMatchObject({ code: 'instance-password-needed' })
})

it('[MAKE3] wrong passwords are slowed down for an address, and from everywhere at once', async () => {
  const { url } = await start({ now: () => 1e12 }, { ...CLOSED, limits: { linkTries: 5 } })
  const guess = (from: string, password = 'guess') =>
    ask(`${url}/api/login`, { method: 'POST', headers: { 'X-Forwarded-For': from }, body: { password } })
  for (let i = 0; i < 3; i++) expect((await guess('192.0.2.1')).status).toBe(401)
  const slowed = await guess('192.0.2.1', PASSWORD)
  expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '1'])
  for (const from of ['192.0.2.2', '192.0.2.3']) expect((await guess(from)).status).toBe(401)
  expect((await guess('192.0.2.4')).status).toBe(429)
})

it('[MAKE4] a browser tells the password once, until it is another or the browser is logged out', async () => {
  const dataDir = temporaryFolder()
  const closedWith = async (password: string): Promise<RunningServer> =>
    startOnDisk(dataDir, {}, { whoMakes: { who: 'password', password } })
  const server = await closedWith(PASSWORD)
  const browser = new Browser(server.url, server.url)
  const make = async (from = browser): Promise<number> => (await from.send('/api/boards', { body: {} })).status
  const missing = async (from = browser): Promise<unknown> =>
    ((await from.ask('/api/me')).body as { missing: unknown }).missing
  expect([await missing(), await make()]).toEqual(['password', 401])
  expect((await browser.send('/api/login', { body: { password: PASSWORD } })).status).toBe(204)
  expect([await missing(), await make()]).toEqual([null, 201])
  // Another site's page can't use it, nor does a page that hides where it comes from.
  for (const headers of [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: server.url, 'Sec-Fetch-Site': 'same-site' },
  ])
    expect((await browser.ask('/api/boards', { method: 'POST', headers, body: {} })).status).toBeGreaterThan(400)
  expect((await browser.ask('/api/boards', { method: 'POST', body: {} })).status).toBe(401)
  await server.close()
  for (const file of ['drawbridge.sqlite', 'drawbridge.sqlite-wal'])
    expect(readMaybe(join(dataDir, file))).not.toContain(PASSWORD)

  const same = await closedWith(PASSWORD)
  const back = new Browser(same.url, same.url)
  back.cookies.set(same.url, browser.cookies.get(server.url)!)
  expect(await make(back)).toBe(201)
  await same.close()
  const other = await closedWith('another password')
  const asked = new Browser(other.url, other.url)
  asked.cookies.set(other.url, browser.cookies.get(server.url)!)
  expect([await missing(asked), await make(asked)]).toEqual(['password', 401])
  await asked.send('/api/login', { body: { password: 'another password' } })
  expect(await make(asked)).toBe(201)
  const { cookies } = asked
  const before = new Map(cookies.get(other.url))
  await asked.send('/api/logout')
  expect(cookies.get(other.url)!.size).toBe(0)
  cookies.set(other.url, before)
  expect(await make(asked)).toBe(401)
})

it('[MAKE5] people who are logged in make boards where that is asked, from our own pages', async () => {
  const { url } = await start({}, LOGINS)
  const browser = new Browser(url, url)
  const headers = { 'Remote-User': 'ada' }
  expect((await browser.ask('/api/me', { headers })).body).toMatchObject({
    account: { name: 'ada' },
    missing: null,
    login: null,
  })
  expect((await browser.send('/api/boards', { headers, body: {} })).status).toBe(201)
  expect((await browser.ask('/api/boards', { method: 'POST', headers, body: {} })).status).toBe(401)
  const elsewhere = { ...headers, Origin: 'https://evil.example' }
  expect((await browser.ask('/api/boards', { method: 'POST', headers: elsewhere, body: {} })).status).toBe(403)
  expect((await browser.ask('/api/me')).body).toMatchObject({ account: null, missing: 'login' })
})

it('[MAKE6] settings that can not go together are named at start, and secrets may stand in files', () => {
  const file = join(temporaryFolder(), 'secret')
  writeFileSync(file, `${PASSWORD}\n`)
  const provider = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'us', PUBLIC_URL: 'https://boards.example' }
  expect(readConfig({ CREATE_BOARDS: 'password', INSTANCE_PASSWORD_FILE: file }).whoMakes).toEqual({
    who: 'password',
    password: PASSWORD,
  })
  const config = readConfig({
    ...provider,
    CREATE_BOARDS: 'login',
    OIDC_CLIENT_SECRET_FILE: file,
    OIDC_EMAIL_DOMAINS: 'A.example, b.example',
    OIDC_REQUIRED_CLAIM: 'groups=a=b',
  })
  expect(config.whoMakes).toEqual({ who: 'login' })
  expect(config.openId).toEqual({
    issuer: 'https://id.example',
    clientId: 'us',
    clientSecret: PASSWORD,
    scopes: 'openid profile email',
    emailDomains: ['a.example', 'b.example'],
    requiredClaim: { name: 'groups', value: 'a=b' },
  })
  for (const [named, env] of [
    ['INSTANCE_PASSWORD', { CREATE_BOARDS: 'password' }],
    ['INSTANCE_PASSWORD', { CREATE_BOARDS: 'password', INSTANCE_PASSWORD: 'short' }],
    ['INSTANCE_PASSWORD_FILE', { INSTANCE_PASSWORD_FILE: `${file}-nowhere` }],
    ['INSTANCE_PASSWORD_FILE', { INSTANCE_PASSWORD: PASSWORD, INSTANCE_PASSWORD_FILE: file }],
    ['CREATE_BOARDS', { CREATE_BOARDS: 'login' }],
    ['CREATE_BOARDS', { CREATE_BOARDS: 'somebody' }],
    ['OIDC_CLIENT_ID', { ...provider, OIDC_CLIENT_ID: '' }],
    ['PUBLIC_URL', { ...provider, PUBLIC_URL: '' }],
    ['OIDC_ISSUER', { ...provider, OIDC_ISSUER: 'http://id.example' }],
    ['OIDC_SCOPES', { ...provider, OIDC_SCOPES: 'profile' }],
    ['OIDC_REQUIRED_CLAIM', { ...provider, OIDC_REQUIRED_CLAIM: 'staff' }],
  ] satisfies [string, Record<string, string>][])
    expect(() => readConfig(env)).toThrow(`${named}: `)
})

function readMaybe(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
