import { createHmac, createPublicKey } from 'node:crypto'
import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { readConfig } from '../config.ts'
import { AUDIENCE, testHost } from '../testing/host.ts'
import type { TestHost } from '../testing/host.ts'
import { RawClient } from '../testing/raw-client.ts'
import { patch, post } from '../testing/requests.ts'
import { newLinkedBoard, start, tokenOf } from '../testing/start.ts'
import type { RunningServer } from '../server.ts'
import { readHostKeys } from './host-keys.ts'

/** A server that trusts these hosts. */
async function startFor(hosts: readonly TestHost[], now: () => number = Date.now): Promise<RunningServer> {
  const hostKeys = readHostKeys(JSON.stringify({ keys: hosts.map(({ jwk }) => jwk) }))
  return start({ now }, { hostKeys, publicUrl: AUDIENCE })
}

const open = (server: RunningServer, board: string, hostToken: string): Promise<Response> =>
  post(`${server.url}/api/boards/${board}/session`, { hostToken })

interface Opened {
  readonly token: string
  readonly role: string
  readonly name: string | null
  readonly pictureKey: string
}

const sessionOf = async (server: RunningServer, board: string, hostToken: string): Promise<Opened> =>
  (await (await open(server, board, hostToken)).json()) as Opened

/** Links name the address that people know; these tests know another. */
const near = (server: RunningServer, link: string): string => link.replace(AUDIENCE, server.url)

const joinWith = async (server: RunningServer, board: string, token: string): Promise<RawClient> =>
  RawClient.sync(server, board, `?token=${token}`)

it.each(['EdDSA', 'ES256', 'HS256'] as const)(
  '[ACC28] the token of a host’s page opens the board in the role and by the name that it says: %s',
  async (algorithm) => {
    const host = await testHost(algorithm)
    const server = await startFor([host])
    const { id } = await newLinkedBoard(server)
    const session = await sessionOf(server, id, await host.sign(id))
    expect(session).toMatchObject({ role: 'edit', name: 'Ada Lovelace' })
    const ada = await joinWith(server, id, session.token)
    ada.push('drawn')
    await ada.saved(1)
    const picture = await fetch(`${server.url}/b/${id}.png?key=${session.pictureKey}`)
    expect(picture.status).toBe(200)
    const viewer = await sessionOf(server, id, await host.sign(id, { role: 'view', name: undefined }))
    expect(viewer).toMatchObject({ role: 'view', name: null })
    const look = await joinWith(server, id, viewer.token)
    look.push('smuggled')
    expect((await look.closed).code).toBe(CLOSE.forbidden)
  },
)

it('[ACC29] a token that is not signed as its key says, for somebody else, another board or another time opens nothing', async () => {
  const host = await testHost('ES256')
  const stranger = await testHost('ES256')
  const nowS = Math.floor(Date.now() / 1_000)
  const server = await startFor([host, await testHost('HS256', { kid: 'weak' })], () => nowS * 1_000)
  const [board, other] = [await newLinkedBoard(server), await newLinkedBoard(server)]
  const { id } = board
  const good = await host.sign(id)
  const [header = '', payload = '', signature = ''] = good.split('.')
  const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  // The oldest trick: the public key, which everybody may know, as the secret of an HMAC.
  const pem = createPublicKey({ key: host.jwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const confused = `${encoded({ alg: 'HS256', kid: host.jwk['kid'] })}.${payload}`
  const bad = {
    'of nobody whom we know': await stranger.sign(id),
    'without a key’s name': await host.sign(id, {}, { kid: undefined }),
    'with a key’s name that is none': await host.sign(id, {}, { kid: '__proto__' }),
    'without a signature': `${encoded({ alg: 'none', kid: host.jwk['kid'] })}.${payload}.`,
    'with another algorithm': `${confused}.${createHmac('sha256', pem).update(confused).digest('base64url')}`,
    'changed after it was signed': `${header}.${encoded({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), role: 'own' })}.${signature}`,
    'for another board': await host.sign(other.id),
    'for another server': await host.sign(id, { aud: 'https://elsewhere.example' }),
    'in the name of another host': await host.sign(id, { iss: 'https://other.example' }),
    'of nobody in particular': await host.sign(id, { sub: '' }),
    'with a role that is none': await host.sign(id, { role: 'admin' }),
    'that has ended': await host.sign(id, { exp: nowS - 31 }),
    'that is not good yet': await host.sign(id, { nbf: nowS + 60 }),
    'that is good for too long': await host.sign(id, { exp: nowS + 13 * 3_600 }),
    'that is none': 'a.b.c',
  }
  for (const [what, token] of Object.entries(bad)) {
    const answer = await open(server, id, token)
    expect([what, answer.status, await answer.json()]).toMatchObject([what, 401, { code: 'token-refused' }])
  }
  expect((await open(server, id, good)).status).toBe(200)
  expect((await open(server, id, await host.sign(id, { exp: nowS - 10 }))).status).toBe(200)
  const bearer = { Authorization: `Bearer ${good}` }
  expect((await fetch(`${server.url}/api/boards/${id}/state`, { headers: bearer })).status).toBe(401)
})

it('[ACC30] a host gives no more than its key may, and for its boards only', async () => {
  const plain = await testHost('EdDSA')
  const server = await startFor([plain])
  const { id, links } = await newLinkedBoard(server)
  expect(await sessionOf(server, id, await plain.sign(id, { role: 'own' }))).toMatchObject({ role: 'edit' })
  const narrow = await testHost('EdDSA', { role: 'own', boards: ['another-board-1'] })
  const second = await startFor([narrow])
  const board = await newLinkedBoard(second)
  expect((await open(second, board.id, await narrow.sign(board.id))).status).toBe(401)
  const headers = { Authorization: `Bearer ${await tokenOf(near(server, links.own))}` }
  const lock = await patch(`${server.url}/api/boards/${id}/access`, { cap: 'view' }, headers)
  expect(lock.status).toBe(200)
  expect(await sessionOf(server, id, await plain.sign(id))).toMatchObject({ role: 'view' })
})

it('[ACC61] a host whose clock is half a minute before ours, or behind it, is believed; one that is further off is not', async () => {
  const nowS = Math.floor(Date.now() / 1_000)
  const host = await testHost('ES256')
  const server = await startFor([host], () => nowS * 1_000)
  const { id } = await newLinkedBoard(server)
  const statusOf = async (said: { readonly nbf?: number; readonly exp?: number }) =>
    (await open(server, id, await host.sign(id, said))).status
  expect(await statusOf({ nbf: nowS + 29 })).toBe(200)
  expect(await statusOf({ exp: nowS - 29 })).toBe(200)
  expect(await statusOf({ nbf: nowS + 31 })).toBe(401)
  expect(await statusOf({ exp: nowS - 31 })).toBe(401)
})

it('[ACC31] what a host’s token opened ends with it, and is opened again with the next', async () => {
  const clock = { nowMs: Date.now() }
  const host = await testHost('EdDSA')
  const server = await startFor([host], () => clock.nowMs)
  const { id } = await newLinkedBoard(server)
  const hostToken = await host.sign(id, { exp: Math.floor(clock.nowMs / 1_000) + 60 })
  const { token, pictureKey } = await sessionOf(server, id, hostToken)
  clock.nowMs += 91_000
  expect((await new RawClient(`${server.url.replace('http', 'ws')}/sync/${id}?token=${token}`).closed).code).toBe(
    CLOSE.unauthorized,
  )
  expect((await fetch(`${server.url}/b/${id}.png?key=${pictureKey}`)).status).toBe(401)
  expect((await open(server, id, hostToken)).status).toBe(401)
  const next = await host.sign(id, { exp: Math.floor(clock.nowMs / 1_000) + 60 })
  expect((await open(server, id, next)).status).toBe(200)
})

it('[HERE11] whom somebody vouches for has that name and its sign, whatever their client says; nobody else gets the sign', async () => {
  const host = await testHost('EdDSA')
  const server = await startFor([host])
  const { id, links } = await newLinkedBoard(server)
  const ada = await joinWith(server, id, (await sessionOf(server, id, await host.sign(id))).token)
  const watcher = await joinWith(server, id, await tokenOf(near(server, links.view)))
  const guest = await joinWith(server, id, await tokenOf(near(server, links.edit)))
  const seen = async (who: RawClient, tool: string): Promise<unknown> =>
    watcher.until(({ people }) => {
      const state = people.get(who.doc.clientID) as { readonly tool?: string; readonly user?: unknown } | undefined
      return state?.tool === tool ? { user: state.user } : undefined
    })
  ada.presence({ user: { name: 'The Teacher', color: '#1d6fd1' }, tool: 'pen' })
  expect(await seen(ada, 'pen')).toEqual({ user: { name: 'Ada Lovelace', color: '#1d6fd1', verified: true } })
  ada.presence({ tool: 'none' })
  expect(await seen(ada, 'none')).toEqual({ user: { name: 'Ada Lovelace', verified: true } })
  ada.presence({ user: ['The Teacher'], tool: 'list' })
  expect(await seen(ada, 'list')).toEqual({ user: { name: 'Ada Lovelace', verified: true } })
  guest.presence({ user: { name: 'Ada Lovelace', color: '#1d6fd1', verified: true }, tool: 'pen' })
  expect(await seen(guest, 'pen')).toEqual({ user: { name: 'Ada Lovelace', color: '#1d6fd1' } })
})

it('[CONF7] a key that can not be used is named at start, without the key', () => {
  const set = (...keys: readonly object[]): string => JSON.stringify({ keys })
  const secret = { kty: 'oct', alg: 'HS256', kid: 'a', iss: 'https://school.example' }
  const read = (HOST_KEYS: string, PUBLIC_URL = AUDIENCE) => readConfig({ HOST_KEYS, PUBLIC_URL })
  const long = Buffer.alloc(32, 7).toString('base64url')
  expect(read(set({ ...secret, k: long })).hostKeys).toMatchObject([{ id: 'a', algorithm: 'HS256', most: 'edit' }])
  expect(() => readConfig({ HOST_KEYS: set({ ...secret, k: long }) })).toThrow('PUBLIC_URL: is needed')
  expect(() => read(set({ ...secret, k: 'c2hvcnQ' }))).toThrow('HOST_KEYS: the secret of a has fewer than 32 bytes')
  expect(() => read(set({ ...secret, k: long }, { ...secret, k: long }))).toThrow('two keys have one kid')
  expect(() => read(set({ ...secret, alg: 'none', k: long }))).toThrow('HOST_KEYS: keys.0.alg')
  expect(() => read(set({ ...secret, alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x: 'x', d: long }))).toThrow(
    'private key',
  )
  expect(() => read(set({ ...secret, alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x: 'x' }))).toThrow('the key a')
  expect(() => read('/no/such/file')).toThrow('HOST_KEYS: ')
  expect(() => read('{')).toThrow('HOST_KEYS: is not JSON')
})
