import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import { ask, code, joinAs, linkOf } from '../testing/link-holders.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newLinkedBoard, openLink, start, tokenOf } from '../testing/start.ts'

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
    readonly entries: readonly { readonly deed: unknown }[]
  }
  expect(entries.map(({ deed }) => deed)).toEqual([
    { did: 'rules-set', rules: { anyone: 'view' } },
    { did: 'link-made', role: 'view', label: 'Class 5b' },
    { did: 'board-made' },
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
