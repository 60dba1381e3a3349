import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { ask, code, joinWithToken, linkOf } from '../testing/link-holders.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newLinkedBoard, openLink, start, tokenOf } from '../testing/start.ts'

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
