import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { MemoryStorage } from '../storage/memory.ts'
import { ask, code, linkOf } from '../testing/link-holders.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newLinkedBoard, openLink, start, tokenOf } from '../testing/start.ts'
import { Tokens } from './tokens.ts'

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
