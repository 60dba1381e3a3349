import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { RawClient } from '../testing/raw-client.ts'
import { patch } from '../testing/requests.ts'
import { start, tokenOf } from '../testing/start.ts'
import type { NewBoard } from '../testing/start.ts'
import type { RunningServer } from '../server.ts'

const SCHOOL = 'https://school.example'
const OTHER = 'https://other.example'

async function linkedBoard(server: RunningServer): Promise<NewBoard> {
  return (await (await fetch(`${server.url}/api/boards`, { method: 'POST' })).json()) as NewBoard
}

async function list(server: RunningServer, board: NewBoard, sites: readonly string[]): Promise<Response> {
  const headers = { Authorization: `Bearer ${await tokenOf(board.links.own)}` }
  return patch(`${server.url}/api/boards/${board.id}/access`, { sites }, headers)
}

/** What a frame on a page of `site` gets. */
async function framed(server: RunningServer, board: NewBoard, site: string) {
  const headers = { 'Sec-Fetch-Dest': 'iframe' }
  const answer = await fetch(`${server.url}/embed/${board.id}?site=${site}`, { headers })
  const ancestors = /frame-ancestors ([^;]*)/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]
  return { status: answer.status, ancestors, text: await answer.text() }
}

it('[ACC32] owners list the sites that may show a board; where they list none, the operator says', async () => {
  const open = await start()
  const board = await linkedBoard(open)
  expect(await framed(open, board, OTHER)).toMatchObject({ status: 200, ancestors: undefined })
  expect(await (await list(open, board, ['HTTPS://School.example/'])).json()).toMatchObject({ sites: [SCHOOL] })
  expect(await framed(open, board, SCHOOL)).toMatchObject({ status: 200, ancestors: `'self' ${SCHOOL}` })
  const headers = { Authorization: `Bearer ${await tokenOf(board.links.own)}` }
  const audit = await (await fetch(`${open.url}/api/boards/${board.id}/audit`, { headers })).json()
  expect(JSON.stringify(audit)).toContain(`"rules":{"sites":["${SCHOOL}"]}`)

  const closed = await start({}, { embedSites: [] })
  const kept = await linkedBoard(closed)
  expect((await framed(closed, kept, SCHOOL)).status).toBe(403)
  await list(closed, kept, [SCHOOL])
  expect((await framed(closed, kept, SCHOOL)).status).toBe(200)
})

it.each([
  'ftp://school.example',
  'https://school.example/path',
  'https://a.example; script-src *',
  '*',
  'https://x@a.example',
])('[ACC32] %s is no site', async (site) => {
  const server = await start()
  expect((await list(server, await linkedBoard(server), [site])).status).toBe(400)
})

it('[ACC33] a site that may not show a board shows a short note with a link, and nothing of the board', async () => {
  const server = await start()
  const board = await linkedBoard(server)
  await list(server, board, [SCHOOL])
  const { status, ancestors, text } = await framed(server, board, OTHER)
  expect([status, ancestors]).toEqual([403, undefined])
  expect(text).toContain(`href="/b/${board.id}"`)
  expect(text).not.toMatch(/src="\/(assets|src)/)
})

it('[ACC48] a frame is asked what is around it, and whatever it says browsers are told the list', async () => {
  const server = await start()
  const board = await linkedBoard(server)
  const ask = async (query: string): Promise<readonly [boolean, string | undefined]> => {
    const answer = await fetch(`${server.url}/embed/${board.id}${query}`, { headers: { 'Sec-Fetch-Dest': 'iframe' } })
    const ancestors = /frame-ancestors ([^;]*)/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]
    return [/src="\/(assets|src)|not been built/.test(await answer.text()), ancestors]
  }
  await list(server, board, [SCHOOL])
  const policy = `'self' ${SCHOOL}`
  expect(await ask('')).toEqual([false, undefined])
  expect(await ask(`?site=${SCHOOL}`)).toEqual([true, policy])
  for (const lie of [
    `?site=${SCHOOL}&site=${OTHER}`,
    '?site=null',
    '?site=',
    `?site[]=${SCHOOL}`,
    '?site=*',
    '?nameless',
  ])
    expect(await ask(lie)).toEqual([false, undefined])
})

it('[ACC33] the note is in the language of the frame, or of whoever reads it', async () => {
  const server = await start({}, { embedSites: [] })
  const board = await linkedBoard(server)
  const languageOf = async (query: string, reader: string): Promise<string | undefined> => {
    const headers = { 'Accept-Language': reader }
    const page = await (await fetch(`${server.url}/embed/${board.id}${query}`, { headers })).text()
    return /<html lang="(..)">.*<h1>/s.exec(page)?.[1]
  }
  expect(await languageOf('', 'fr-CA, en;q=0.5')).toBe('fr')
  expect(await languageOf('?lang=de-AT', 'fr')).toBe('de')
  expect(await languageOf('?lang=xx', 'pl')).toBe('en')
})

it('[ACC34] frames and pages of sites that are taken off the list are disconnected at once', async () => {
  const server = await start()
  const board = await linkedBoard(server)
  await list(server, board, [SCHOOL, OTHER])
  const token = await tokenOf(board.links.edit)
  const socket = `${server.url.replace('http', 'ws')}/sync/${board.id}?token=${token}`
  const joined = async (query: string, origin?: string): Promise<RawClient> => {
    const client = new RawClient(socket + query, origin === undefined ? {} : { origin })
    await client.next('vector')
    return client
  }
  const frame = await joined(`&site=${SCHOOL}`)
  const page = await joined('', SCHOOL)
  const other = await joined(`&site=${OTHER}`)
  await list(server, board, [OTHER])
  expect((await frame.closed).code).toBe(CLOSE.unauthorized)
  expect((await page.closed).code).toBe(CLOSE.unauthorized)
  expect((await new RawClient(`${socket}&site=${SCHOOL}`).closed).code).toBe(CLOSE.forbidden)
  expect(other.socket.readyState).toBe(other.socket.OPEN)
})
