import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CLOSE, ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import { MemoryStorage } from '../storage/memory.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newLinkedBoard, openLink, post, start, startOnDisk, tokenOf } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { Tokens } from './tokens.ts'
import type { NewBoard } from '../testing/start.ts'

const bearer = async (link: string): Promise<{ readonly Authorization: string }> => ({
  Authorization: `Bearer ${await tokenOf(link)}`,
})

/** Asks the API as whoever holds a link. */
async function ask(link: string, method: string, path: string, body?: unknown): Promise<Response> {
  const { origin, pathname } = new URL(link)
  const headers = { ...(await bearer(link)), 'Content-Type': 'application/json' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  return fetch(`${origin}/api/boards/${pathname.slice('/b/'.length)}${path}`, { method, headers, ...sent })
}

interface ShownLink {
  readonly id: string
  readonly role: Role
  readonly label: string
  readonly usedAt: string | null
}

async function linkOf({ links }: NewBoard, role: Role): Promise<ShownLink> {
  const answer = (await (await ask(links.own, 'GET', '/access')).json()) as { readonly links: readonly ShownLink[] }
  const found = answer.links.find((link) => link.role === role)
  if (found === undefined) throw new Error(`no ${role} link`)
  return found
}

const joinAs = async (server: { readonly url: string }, board: NewBoard, role: Role): Promise<RawClient> =>
  joinWithToken(server, board, await tokenOf(board.links[role]))

const joinWithToken = (server: { readonly url: string }, board: NewBoard, token: string): Promise<RawClient> =>
  RawClient.sync(server, board.id, `?token=${token}`)

const code = async (client: RawClient): Promise<number> => (await client.closed).code

it('[ACC9] each link of a new board opens it with its role, and the address alone opens nothing', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  for (const role of ROLES) {
    const session = await (await openLink(board.links[role])).json()
    expect(session).toMatchObject({ role, isClaimed: true, label: '' })
  }
  expect(await (await post(`${server.url}/api/boards/${board.id}/session`)).json()).toMatchObject({
    code: 'link-needed',
  })
  const stranger = await fetch(`${server.url}/api/boards/${board.id}/state`)
  expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect((await fetch(`${server.url}/b/${board.id}.png`)).status).toBe(401)
  expect(await code(new RawClient(`${server.url.replace('http', 'ws')}/sync/${board.id}`))).toBe(CLOSE.unauthorized)
  const editor = await joinAs(server, board, 'edit')
  editor.push('drawn')
  await editor.saved(1)
  const viewer = await joinAs(server, board, 'view')
  expect(viewer.elements).toEqual(['drawn'])
  viewer.push('smuggled')
  expect(await code(viewer)).toBe(CLOSE.forbidden)
})

it('[ACC10] links are stored as hashes: no secret and no password is anywhere in the data folder', async () => {
  const folder = temporaryFolder()
  const server = await startOnDisk(folder)
  const board = await newLinkedBoard(server)
  const made = await ask(board.links.own, 'POST', '/links', { role: 'edit', password: 'correct horse battery' })
  const { url } = (await made.json()) as { readonly url: string }
  await tokenOf(url, { password: 'correct horse battery' })
  await server.close()
  const stored = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
  expect(stored).toContain(board.id)
  for (const link of [...Object.values(board.links), url]) expect(stored).not.toContain(new URL(link).hash.slice(4))
  expect(stored).not.toContain('correct horse')
  const again = await startOnDisk(folder)
  const reopened = board.links.edit.replace(server.url, again.url)
  expect((await openLink(reopened)).status).toBe(200)
})

it('[ACC11] a board that was made before there were links is open to its address, until somebody claims it', async () => {
  const storage = new MemoryStorage()
  await storage.create('made-long-ago')
  const server = await start({ storage })
  const client = await RawClient.sync(server, 'made-long-ago')
  client.push('as ever')
  await client.saved(1)
  const url = `${server.url}/api/boards/made-long-ago`
  expect(await (await post(`${url}/session`)).json()).toMatchObject({ role: 'edit', isClaimed: false })
  const claimed = (await (await post(`${url}/claim`)).json()) as NewBoard
  expect(await code(client)).toBe(CLOSE.unauthorized)
  expect((await fetch(`${url}/state`)).status).toBe(401)
  expect((await joinAs(server, claimed, 'view')).elements).toEqual(['as ever'])
  const second = await post(`${url}/claim`)
  expect([second.status, await second.json()]).toMatchObject([409, { code: 'claimed' }])
  expect((await post(`${server.url}/api/boards/never-created-board/claim`)).status).toBe(404)
})

it('[ACC12] a token that is forged, of another board, of a picture or past its time opens nothing', async () => {
  const clock = { nowMs: Date.now() }
  const server = await start({ now: () => clock.nowMs })
  const [board, other] = [await newLinkedBoard(server), await newLinkedBoard(server)]
  const {
    token: past,
    pictureKey,
    expiresAt,
  } = (await (await openLink(board.links.own)).json()) as Record<string, string>
  const [payload = '', seal = ''] = (past ?? '').split('.')
  const forged = Buffer.from(payload, 'base64url').toString().replace('session', 'picture')
  clock.nowMs = Date.parse(expiresAt ?? '')
  const bad = [
    '',
    'a.b',
    payload,
    `${payload}.`,
    `${Buffer.from(forged).toString('base64url')}.${seal}`,
    pictureKey,
    past,
  ]
  const ws = server.url.replace('http', 'ws')
  for (const wrong of [...bad, await tokenOf(other.links.own)]) {
    expect(await code(new RawClient(`${ws}/sync/${board.id}?token=${String(wrong)}`))).toBe(CLOSE.unauthorized)
    const headers = { Authorization: `Bearer ${String(wrong)}` }
    expect((await fetch(`${server.url}/api/boards/${board.id}/state`, { headers })).status).toBe(401)
  }
  expect((await fetch(`${server.url}/b/${board.id}.svg?key=${pictureKey ?? ''}`)).status).toBe(200)
  for (const whole of ['json', 'yjs'])
    expect((await fetch(`${server.url}/b/${board.id}.${whole}?key=${pictureKey ?? ''}`)).status).toBe(403)
  expect((await fetch(`${server.url}/b/${other.id}.svg?key=${pictureKey ?? ''}`)).status).toBe(401)
})

it('[ACC13] who can ask of the API what their role allows, and nothing more', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  for (const role of ['view', 'comment', 'edit'] as const) {
    expect((await ask(board.links[role], 'GET', '/state')).status).toBe(200)
    for (const [method, path] of [
      ['GET', '/access'],
      ['PATCH', '/access'],
      ['POST', '/links'],
      ['GET', '/people'],
      ['POST', '/bans'],
      ['GET', '/audit'],
    ] as const) {
      const refused = await ask(board.links[role], method, path, method === 'GET' ? undefined : {})
      expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'role-too-low' }])
    }
  }
  expect((await ask(board.links.own, 'GET', '/access')).status).toBe(200)
})

it('[ACC14] a link that is revoked or replaced opens nothing, and ends what was opened with it; others go on', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const [editor, viewer] = [await joinAs(server, board, 'edit'), await joinAs(server, board, 'view')]
  const { id } = await linkOf(board, 'edit')
  const replaced = await ask(board.links.own, 'POST', `/links/${id}/replace`)
  const { url } = (await replaced.json()) as { readonly url: string }
  expect(await editor.closed).toMatchObject({ code: CLOSE.unauthorized })
  expect(await (await openLink(board.links.edit)).json()).toMatchObject({ code: 'link-ended' })
  const again = await RawClient.sync(server, board.id, `?token=${await tokenOf(url)}`)
  const replacement = await linkOf(board, 'edit')
  expect((await ask(board.links.own, 'DELETE', `/links/${replacement.id}`)).status).toBe(204)
  expect(await code(again)).toBe(CLOSE.unauthorized)
  expect((await openLink(url)).status).toBe(401)
  await viewer.saved(1)
  const own = await linkOf(board, 'own')
  expect(await (await ask(board.links.own, 'DELETE', `/links/${own.id}`)).json()).toMatchObject({ code: 'last-owner' })
})

it('[ACC25] a board always has an owner link that never ends', async () => {
  const board = await newLinkedBoard(await start())
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  const own = await linkOf(board, 'own')
  const ended = await ask(board.links.own, 'PATCH', `/links/${own.id}`, { expiresAt: soon })
  expect([ended.status, await ended.json()]).toMatchObject([409, { code: 'last-owner' }])
  await ask(board.links.own, 'POST', '/links', { role: 'own', label: 'for a while', expiresAt: soon })
  expect((await ask(board.links.own, 'DELETE', `/links/${own.id}`)).status).toBe(409)
  await ask(board.links.own, 'POST', '/links', { role: 'own' })
  expect((await ask(board.links.own, 'DELETE', `/links/${own.id}`)).status).toBe(204)
})

it('[ACC26] pages of other sites change nothing by HTTP either', async () => {
  const storage = new MemoryStorage()
  await storage.create('made-long-ago')
  const { url } = await start({ storage })
  const from = (origin: string, path: string) =>
    fetch(`${url}/api/boards${path}`, { method: 'POST', headers: { Origin: origin } })
  for (const origin of ['https://evil.example', 'null'])
    for (const path of ['', '/made-long-ago/claim'])
      expect(await (await from(origin, path)).json()).toMatchObject({ status: 403, code: 'origin' })
  expect((await from(url, '/made-long-ago/claim')).status).toBe(201)
})

it('[ACC27] a session that is signed for longer than we sign any opens nothing', async () => {
  const storage = new MemoryStorage()
  const board = await newLinkedBoard(await start({ storage }))
  const { id } = await linkOf(board, 'own')
  const tokens = new Tokens(await storage.secret('session-key'))
  const claim = { via: id, generation: 0, principal: 'x', until: null, vouched: null }
  const ticket = { board: board.id, purpose: 'session', role: 'own', claim, picture: null } as const
  const ask = (expiresAt: number | null) =>
    fetch(`${new URL(board.links.own).origin}/api/boards/${board.id}/access`, {
      headers: { Authorization: `Bearer ${tokens.sign({ ...ticket, expiresAt })}` },
    })
  expect((await ask(Date.now() + 60_000)).status).toBe(200)
  for (const expiresAt of [null, Date.now() + 86_400_000]) expect((await ask(expiresAt)).status).toBe(401)
})

it('[ACC15] a link ends when it was said to, for those who came with it, too', async () => {
  const clock = { nowMs: Date.now() }
  const server = await start({ now: () => clock.nowMs })
  const board = await newLinkedBoard(server)
  const expiresAt = new Date(clock.nowMs + 60_000).toISOString()
  const made = await ask(board.links.own, 'POST', '/links', { role: 'edit', label: 'today', expiresAt })
  const { url } = (await made.json()) as { readonly url: string }
  const [byTime, byOwner] = [
    await RawClient.sync(server, board.id, `?token=${await tokenOf(url)}`),
    await joinAs(server, board, 'edit'),
  ]
  clock.nowMs += 60_000
  expect(await code(byTime)).toBe(CLOSE.unauthorized)
  expect(await (await openLink(url)).json()).toMatchObject({ code: 'link-ended' })
  await byOwner.saved(1)
  const { id } = await linkOf(board, 'edit')
  await ask(board.links.own, 'PATCH', `/links/${id}`, { expiresAt: new Date(clock.nowMs).toISOString() })
  expect(await code(byOwner)).toBe(CLOSE.unauthorized)
})

it('[ACC16] a link with a password opens with it only, and wrong ones are slowed down', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const made = await ask(board.links.own, 'POST', '/links', { role: 'view', password: 'pässword' })
  const { url } = (await made.json()) as { readonly url: string }
  expect(await (await openLink(url)).json()).toMatchObject({ status: 401, code: 'password-needed' })
  expect((await openLink(url, { password: 'pässword' })).status).toBe(200)
  for (let tries = 0; tries < 3; tries++)
    expect(await (await openLink(url, { password: `${tries}` })).json()).toMatchObject({
      status: 401,
      code: 'password-wrong',
    })
  const slowed = await openLink(url, { password: 'pässword' })
  expect([slowed.status, Number(slowed.headers.get('retry-after'))]).toEqual([429, 1])
})

it('[ACC17] the board can be locked: everybody but owners may do no more than the owner says', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const [owner, editor] = [await joinAs(server, board, 'own'), await joinAs(server, board, 'edit')]
  await ask(board.links.own, 'PATCH', '/access', { cap: 'view' })
  expect(await code(editor)).toBe(CLOSE.unauthorized)
  expect(await (await openLink(board.links.edit)).json()).toMatchObject({ role: 'view' })
  owner.push('mine')
  await owner.saved(1)
  await ask(board.links.own, 'PATCH', '/access', { cap: null })
  expect(await (await openLink(board.links.edit)).json()).toMatchObject({ role: 'edit' })
})

it('[ACC18] an owner sees who is here with what role, and can remove a person for a time', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const token = await tokenOf(board.links.edit, { browser: 'browser-of-eve' })
  const eve = await RawClient.sync(server, board.id, `?token=${token}`)
  eve.presence({ user: { name: 'Eve' } })
  await eve.next('presence')
  const { people } = (await (await ask(board.links.own, 'GET', '/people')).json()) as {
    readonly people: readonly { readonly client: number; readonly role: Role; readonly principal: string }[]
  }
  expect(people).toEqual([
    { client: eve.doc.clientID, role: 'edit', principal: expect.any(String), isYou: false, name: null, link: '' },
  ])
  const { principal } = people[0] ?? { principal: '' }
  await ask(board.links.own, 'POST', '/bans', { principal, name: 'Eve', minutes: 10 })
  expect(await code(eve)).toBe(CLOSE.unauthorized)
  expect((await openLink(board.links.edit, { browser: 'browser-of-eve' })).status).toBe(403)
  expect((await openLink(board.links.edit, { browser: 'browser-of-bob' })).status).toBe(200)
  await ask(board.links.own, 'POST', '/bans', { principal, name: 'Eve', minutes: 0 })
  expect((await openLink(board.links.edit, { browser: 'browser-of-eve' })).status).toBe(200)
})

it('[ACC19] every change of who may do what is in the audit trail, which owners read, and so is when a link was last used', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  expect((await linkOf(board, 'view')).usedAt).toBeNull()
  await openLink(board.links.view)
  await expect.poll(async () => (await linkOf(board, 'view')).usedAt).not.toBeNull()
  await ask(board.links.own, 'POST', '/links', { role: 'view', label: 'Class 5b' })
  await ask(board.links.own, 'PATCH', '/access', { anyone: 'view' })
  const { entries } = (await (await ask(board.links.own, 'GET', '/audit')).json()) as {
    readonly entries: readonly { readonly what: string }[]
  }
  expect(entries.map(({ what }) => what)).toEqual([
    'set anyone: view',
    'made the view link “Class 5b”',
    'made the board',
  ])
})

it('[ACC40] whoever is removed is told so, and stays out by any other link and by the address alone', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  await ask(board.links.own, 'PATCH', '/access', { anyone: 'edit' })
  const browser = 'browser-of-eve'
  const eve = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit, { browser })}`)
  const { people } = (await (await ask(board.links.own, 'GET', '/people')).json()) as {
    readonly people: readonly { readonly client: number | null; readonly principal: string }[]
  }
  // She tells nobody who she is, and is seen all the same.
  expect(people).toMatchObject([{ client: null, role: 'edit', isYou: false }])
  await ask(board.links.own, 'POST', '/bans', { principal: people[0]?.principal, minutes: 180 })
  expect(await code(eve)).toBe(CLOSE.unauthorized)
  const gone = { status: 403, code: 'banned', detail: 'An owner has removed you from this board, for 3 more hours.' }
  for (const link of [board.links.edit, board.links.view])
    expect(await (await openLink(link, { browser })).json()).toMatchObject(gone)
  const byAddress = (shown: object) => post(`${server.url}/api/boards/${board.id}/session`, shown)
  expect(await (await byAddress({ browser })).json()).toMatchObject(gone)
  expect((await byAddress({ browser: 'browser-of-bob' })).status).toBe(200)
  expect((await openLink(board.links.own, { browser })).status).toBe(200)
})

it('[ACC45] somebody is kept out until an owner lets them in again, and is told so', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const browser = 'browser-of-eve'
  const eve = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit, { browser })}`)
  const { people } = (await (await ask(board.links.own, 'GET', '/people')).json()) as {
    readonly people: readonly { readonly principal: string }[]
  }
  const ban = (minutes: number | null) =>
    ask(board.links.own, 'POST', '/bans', { principal: people[0]?.principal, name: 'Eve', minutes })
  await ban(null)
  expect(await code(eve)).toBe(CLOSE.unauthorized)
  const detail = 'An owner has removed you from this board, until they let you in again.'
  expect(await (await openLink(board.links.edit, { browser })).json()).toMatchObject({ code: 'banned', detail })
  const { bans } = (await (await ask(board.links.own, 'GET', '/access')).json()) as { readonly bans: readonly object[] }
  expect(bans).toMatchObject([{ name: 'Eve', until: null }])
  await ban(0)
  expect((await openLink(board.links.edit, { browser })).status).toBe(200)
})

it('[ACC41] a new password ends what was opened without it; until then nobody is asked twice', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const { id } = await linkOf(board, 'edit')
  const set = (password: string | null) => ask(board.links.own, 'PATCH', `/links/${id}`, { password })
  const before = (await (await openLink(board.links.edit)).json()) as Record<'token' | 'pictureKey', string>
  const open = await RawClient.sync(server, board.id, `?token=${before.token}`)
  await set('first')
  expect(await code(open)).toBe(CLOSE.unauthorized)
  expect((await fetch(`${server.url}/b/${board.id}.png?key=${before.pictureKey}`)).status).toBe(401)
  expect(await (await openLink(board.links.edit, before)).json()).toMatchObject({ code: 'password-needed' })
  const token = await tokenOf(board.links.edit, { password: 'first' })
  const renewed = await tokenOf(board.links.edit, { token })
  await set('second')
  expect((await openLink(board.links.edit, { token: renewed })).status).toBe(401)
  const last = await tokenOf(board.links.edit, { password: 'second' })
  await set(null)
  expect((await joinWithToken(server, board, last)).elements).toEqual([])
})

it('[ACC42] wrong passwords for one link are slowed down, from wherever they come', async () => {
  const server = await start({}, { limits: { linkTries: 2 } })
  const board = await newLinkedBoard(server)
  const { id } = await linkOf(board, 'view')
  await ask(board.links.own, 'PATCH', `/links/${id}`, { password: 'right' })
  const link = new URL(board.links.view).hash.slice('#k='.length)
  const guess = (from: number, password: string) =>
    post(`${server.url}/api/boards/${board.id}/session`, { link, password }, { 'X-Forwarded-For': `192.0.2.${from}` })
  for (const from of [1, 2]) expect((await guess(from, 'wrong')).status).toBe(401)
  expect((await guess(3, 'right')).status).toBe(429)
})

it('[ACC43] a link that would have ended already is not made', async () => {
  const board = await newLinkedBoard(await start())
  const { id } = await linkOf(board, 'view')
  const expiresAt = new Date(Date.now() - 1_000).toISOString()
  expect((await ask(board.links.own, 'PATCH', `/links/${id}`, { expiresAt })).status).toBe(400)
  expect((await ask(board.links.own, 'POST', '/links', { role: 'view', expiresAt })).status).toBe(400)
  expect((await openLink(board.links.view)).status).toBe(200)
})

it('[ACC44] who asks again for a link with a secret of their own, as they got no answer, gets the same one', async () => {
  const storage = new MemoryStorage()
  await storage.create('made-long-ago')
  const { url } = await start({ storage })
  const secretFor = (role: Role, fill: string) => `${role.charAt(0)}${fill.repeat(36)}`
  const secrets = Object.fromEntries(ROLES.map((role, n) => [role, secretFor(role, String(n))])) as Record<Role, string>
  const claim = (body: object) => post(`${url}/api/boards/made-long-ago/claim`, body)
  expect((await claim({ secrets: { ...secrets, own: secrets.edit } })).status).toBe(400)
  const made = (await (await claim({ secrets })).json()) as NewBoard
  expect(made.links.own).toBe(`${url}/b/made-long-ago#k=${secrets.own}`)
  expect(await (await claim({ secrets })).json()).toEqual(made)
  const others = { ...secrets, own: secretFor('own', 'x') }
  expect((await claim({ secrets: others })).status).toBe(409)

  const own = made.links.own
  const links = async () => ((await (await ask(own, 'GET', '/access')).json()) as { links: ShownLink[] }).links
  for (let times = 0; times < 2; times++) {
    const secret = secretFor('view', 'n')
    expect((await ask(own, 'POST', '/links', { role: 'view', secret })).status).toBe(201)
    const { id } = await linkOf(made, 'comment').catch(() => ({ id: secrets.comment.slice(1, 13) }))
    const replaced = await ask(own, 'POST', `/links/${id}/replace`, { secret: secretFor('comment', 'r') })
    expect(await replaced.json()).toMatchObject({ role: 'comment', id: 'r'.repeat(12) })
  }
  expect((await links()).length).toBe(ROLES.length + 1)
  expect((await ask(own, 'POST', '/links', { role: 'own', secret: secretFor('view', 'z') })).status).toBe(400)
  expect((await ask(own, 'POST', '/links', { role: 'view', secret: `v${'r'.repeat(40)}` })).status).toBe(400)
})
