import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CLOSE, ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import { MemoryStorage } from '../storage/memory.ts'
import { ask, code, joinAs, linkOf } from '../testing/link-holders.ts'
import type { ShownLink } from '../testing/link-holders.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newLinkedBoard, openLink, start, startOnDisk, tokenOf } from '../testing/start.ts'
import type { NewBoard } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

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
