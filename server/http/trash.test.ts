import { expect, it } from 'vitest'
import { CLOSE, ROLES } from '#board/protocol.ts'
import { ROUTE_POLICIES, TRASH_ROUTES } from '../access/policies.ts'
import type { RunningServer } from '../server.ts'
import { SqliteStorage } from '../storage/sqlite.ts'
import { RawClient } from '../testing/raw-client.ts'
import { codeOf } from '../testing/requests.ts'
import { DIST, newLinkedBoard, openLink, start, tokenOf } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { NewBoard } from '../testing/start.ts'

interface Trashed {
  readonly trashedAt: string
  readonly keptUntil: string
}

const bearer = (token: string): { readonly headers: Record<string, string> } => ({
  headers: { Authorization: `Bearer ${token}` },
})

async function owned(server: RunningServer) {
  const board = await newLinkedBoard(server)
  const token = await tokenOf(board.links.own)
  const ask = (method: string, path: string): Promise<Response> =>
    fetch(`${server.url}/api/boards/${board.id}${path}`, { method, ...bearer(token) })
  return { board, token, ask }
}

const socketOf = (server: RunningServer, { id }: NewBoard): string => `${server.url.replace('http', 'ws')}/sync/${id}`

const urlOf = (server: RunningServer, path: string, { id }: NewBoard): string =>
  `${server.url}${path
    .replace(':id', id)
    .replace(':format', 'png')
    .replace(/:(link|version|element|hash)/, 'some')}`

it('[TRASH1] an owner moves a board to the trash: everybody who is there has to leave, with what they sent saved', async () => {
  const server = await start()
  const { board, ask } = await owned(server)
  const ann = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit)}`)
  ann.push('mine')
  await ann.saved(1)
  const answer = await ask('POST', '/trash')
  const { trashedAt, keptUntil } = (await answer.json()) as Trashed
  expect(answer.status).toBe(200)
  expect(Date.parse(keptUntil) - Date.parse(trashedAt)).toBe(30 * 86_400_000)
  expect((await ann.closed).code).toBe(CLOSE.unauthorized)
  const again = new RawClient(`${socketOf(server, board)}?token=${await tokenOf(board.links.own)}`)
  expect((await again.closed).code).toBe(CLOSE.inTrash)
  expect((await ask('DELETE', '/trash')).status).toBe(204)
  expect(await (await ask('GET', '/elements')).json()).toMatchObject({ total: 1 })
})

it('[TRASH2] a board in the trash opens by no door and to nobody; only its owners are let in to bring it back', async () => {
  const server = await start()
  const { board, token, ask } = await owned(server)
  await ask('POST', '/trash')
  for (const role of ROLES) {
    const opened = await openLink(board.links[role])
    const said = (await opened.json()) as { code?: string; trashedAt?: string }
    expect([role, opened.status, said.code]).toEqual(role === 'own' ? [role, 200, undefined] : [role, 410, 'in-trash'])
    if (role === 'own') expect(said.trashedAt).toEqual(expect.any(String))
  }
  const doors = Object.entries(ROUTE_POLICIES).filter(
    ([route, policy]) => ROLES.some((role) => role === policy) && !TRASH_ROUTES.has(route),
  )
  expect(doors.length).toBeGreaterThan(20)
  for (const [route] of doors) {
    const [method = '', path = ''] = route.split(' ')
    const answer = await fetch(urlOf(server, path, board), { method, ...bearer(token) })
    expect([route, answer.status, await codeOf(answer)]).toEqual([route, 410, 'in-trash'])
  }
})

it('[TRASH3] a board that is brought back is as it was, with its links, and both are in its audit trail', async () => {
  const server = await start()
  const { board, ask } = await owned(server)
  await ask('POST', '/trash')
  await ask('POST', '/trash')
  expect((await ask('DELETE', '/trash')).status).toBe(204)
  expect((await ask('DELETE', '/trash')).status).toBe(204)
  for (const role of ROLES) expect([role, (await openLink(board.links[role])).status]).toEqual([role, 200])
  const { entries } = (await (await ask('GET', '/audit')).json()) as { entries: readonly { deed: unknown }[] }
  expect(entries.map(({ deed }) => deed)).toEqual([
    { did: 'board-restored' },
    { did: 'board-trashed' },
    { did: 'board-trashed' },
    { did: 'board-made' },
  ])
})

it('[TRASH4] a board is deleted for good only from the trash, and then nothing leads to it', async () => {
  const storage = new SqliteStorage(
    `${temporaryFolder()}/drawbridge.sqlite`,
    new URL('server/sqlite-worker.mjs', DIST),
    {},
  )
  const server = await start({ storage })
  const { board, ask } = await owned(server)
  const ann = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit)}`)
  ann.push('mine')
  await ann.saved(1)
  const tooEarly = await ask('DELETE', '')
  expect([tooEarly.status, await codeOf(tooEarly)]).toEqual([409, 'not-in-trash'])
  await ask('POST', '/trash')
  expect((await ask('DELETE', '')).status).toBe(204)
  expect((await openLink(board.links.own)).status).toBe(404)
  for (const path of ['', '/state', '/elements', '/history', '/history/log', '/snapshot.png'])
    expect([path, (await ask('GET', path)).status]).not.toEqual([path, 200])
  const client = new RawClient(socketOf(server, board))
  expect((await client.closed).code).toBe(CLOSE.notFound)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})
