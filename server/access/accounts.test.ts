import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { ask } from '../testing/ask.ts'
import { start } from '../testing/start.ts'
import type { TestConfig } from '../testing/start.ts'
import { Accounts } from './accounts.ts'
import { Gate } from './gate.ts'
import { Proxies } from './proxies.ts'

const HEADERS = { user: 'remote-user', name: 'remote-name' }
/** The proxy of these tests is on this machine. */
const BEHIND_PROXY: TestConfig = { trustedProxies: ['127.0.0.0/8', '::1'], proxyHeaders: HEADERS }
const NOBODY = { account: null }

const me = (url: string, headers: Record<string, string | string[]> = {}) => ask(`${url}/api/me`, { headers })

it('[LOGIN1] the proxy says who somebody is, and what they are called', async () => {
  const { url } = await start({}, BEHIND_PROXY)
  expect(await me(url)).toMatchObject({ status: 200, body: NOBODY })
  expect(await me(url, { 'Remote-User': 'ada' })).toMatchObject({ body: { account: { id: 'proxy:ada', name: 'ada' } } })
  const named = { 'Remote-User': 'ada', 'Remote-Name': Buffer.from('Ada Lövelace ✓').toString('latin1') }
  expect(await me(url, named)).toMatchObject({ body: { account: { id: 'proxy:ada', name: 'Ada Lövelace ✓' } } })
})

it.each([
  ['a proxy that nobody named', { trustedProxies: ['192.0.2.0/24', '2001:db8::/32'], proxyHeaders: HEADERS }],
  ['a number of proxies', { trustedProxies: 1, proxyHeaders: HEADERS }],
  ['a server without such a login', { trustedProxies: ['127.0.0.0/8'] }],
] satisfies [string, TestConfig][])('[LOGIN2] %s: the headers say nothing', async (_what, config) => {
  const { url } = await start({}, config)
  for (const more of [
    {},
    { 'X-Forwarded-For': '127.0.0.1' },
    { 'X-Forwarded-For': '192.0.2.1', Forwarded: 'for=192.0.2.1' },
  ])
    expect(await me(url, { 'Remote-User': 'ada', ...more })).toMatchObject({ body: NOBODY })
})

it.each([
  ['comes twice', { 'Remote-User': ['eve', 'ada'] }],
  ['is empty', { 'Remote-User': ' ' }],
  ['is too long', { 'Remote-User': 'a'.repeat(201) }],
  ['has another name', { Remote_User: 'ada', 'X-Remote-User': 'ada' }],
])('[LOGIN2] a header that %s says nothing', async (_what, headers) => {
  const { url } = await start({}, BEHIND_PROXY)
  expect(await me(url, headers as Record<string, string | string[]>)).toMatchObject({ body: NOBODY })
})

it('[LOGIN3] addresses and networks that are no proxies are named at start, and a header needs a list of them', () => {
  expect(readConfig({ TRUST_PROXY: '2' }).trustedProxies).toBe(2)
  expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustedProxies).toEqual(['10.0.0.0/8', '::1'])
  for (const wrong of ['11', '-1', 'proxy', '10.0.0.0/33', '::1/129', '10.0.0.0/8/8', '10.0.0/8', '10.0.0.1/-1'])
    expect(() => readConfig({ TRUST_PROXY: wrong })).toThrow('TRUST_PROXY: ')
  expect(() => readConfig({ LOGIN_PROXY_HEADER: 'Remote-User', TRUST_PROXY: '1' })).toThrow('TRUST_PROXY: ')
  expect(() => readConfig({ LOGIN_PROXY_HEADER: 'a b', TRUST_PROXY: '::1' })).toThrow('LOGIN_PROXY_HEADER: ')
  const env = { LOGIN_PROXY_HEADER: 'Remote-User', LOGIN_PROXY_NAME_HEADER: 'Remote-Name', TRUST_PROXY: '::1' }
  expect(readConfig(env).proxyHeaders).toEqual(HEADERS)
})

it.each([
  ['GET', {}, true],
  ['GET', { 'sec-fetch-site': 'cross-site' }, true],
  ['POST', {}, false],
  ['POST', { origin: 'http://board.example' }, true],
  ['DELETE', { origin: 'http://board.example:81' }, false],
  ['POST', { origin: 'null' }, false],
  ['PUT', { origin: 'https://board.example', 'sec-fetch-site': 'same-origin' }, true],
  // An ancient page of ours that was made to ask without TLS; a page of a neighbour.
  ['POST', { origin: 'http://board.example', 'sec-fetch-site': 'cross-site' }, false],
  ['PATCH', { origin: 'https://board.example', 'sec-fetch-site': 'same-site' }, false],
])('[LOGIN4] %s with %j counts as somebody’s: %s', (method, headers, isTheirs) => {
  const ada = { id: 'proxy:ada', name: 'Ada' }
  const accounts = new Accounts(new Gate({ allowedOrigins: [] }), [{ of: () => ada }])
  const request = { method, headers: { host: 'board.example', ...headers } } as unknown as IncomingMessage
  expect(accounts.of(request)).toEqual(isTheirs ? ada : undefined)
})

const seen = (proxies: Proxies, remoteAddress: string, forwarded?: string) =>
  proxies.addressOf({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as never)

it.each([
  ['192.0.2.1', undefined, '192.0.2.1'],
  ['192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['10.1.2.3', '198.51.100.7', '198.51.100.7'],
  ['::ffff:10.1.2.3', '198.51.100.7', '198.51.100.7'],
  ['10.1.2.3', '203.0.113.9, 198.51.100.7, 10.9.9.9', '198.51.100.7'],
  ['10.1.2.3', '10.9.9.9', '10.1.2.3'],
  ['10.1.2.3', '', '10.1.2.3'],
  ['fd00::1%eth0', '2001:db8::1', '2001:db8:0:0::/64'],
  ['127.0.0.1', '198.51.100.7', undefined],
])('[GUARD22] %s that says %s is %s', (peer, forwarded, address) => {
  expect(seen(new Proxies(['10.0.0.0/8', 'fd00::/8']), peer, forwarded)).toBe(address)
})

it('[GUARD22] whatever somebody writes into the header, their own address is what the first proxy saw', () => {
  const proxies = new Proxies(['10.0.0.0/8'])
  const hop = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constantFrom('10.0.0.1', 'unknown', ''))
  fc.assert(
    fc.property(fc.array(hop), (forged) => {
      const said = [...forged, '198.51.100.7', '10.0.0.2'].join(', ')
      expect(seen(proxies, '10.0.0.3', said)).toBe('198.51.100.7')
    }),
  )
})
