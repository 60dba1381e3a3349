import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { Browser } from '../testing/browser.ts'
import { startProvider } from '../testing/provider.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newLinkedBoard, start, tokenOf } from '../testing/start.ts'
import type { RunningServer } from '../server.ts'
import type { NewBoard, TestConfig } from '../testing/start.ts'

const AT_PROXY: TestConfig = {
  trustedProxies: ['127.0.0.1'],
  proxyHeaders: { user: 'remote-user', name: 'remote-name' },
}
const ADA = { 'Remote-User': 'ada', 'Remote-Name': 'Ada Lovelace' }

interface Opened {
  readonly token: string
  readonly name: string | null
  readonly role: string
  readonly pictureKey: string
}

const secretOf = (link: string): string => new URL(link).hash.slice('#k='.length)
const sessionAsked = (browser: Browser, { id }: NewBoard, link: string, headers = {}, shown = {}) =>
  browser.send(`/api/boards/${id}/session`, { headers, body: { link: secretOf(link), ...shown } })
const open = async (...asked: Parameters<typeof sessionAsked>): Promise<Opened> =>
  (await sessionAsked(...asked)).body as Opened

it('[LOGIN13] who is logged in has their name on boards, with its sign, and what a link allows', async () => {
  const server = await start({}, AT_PROXY)
  const board = await newLinkedBoard(server)
  const browser = new Browser(server.url, server.url)
  const { token, name, role } = await open(browser, board, board.links.comment, ADA)
  expect([name, role]).toEqual(['Ada Lovelace', 'comment'])
  const guest = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit)}`)
  const ada = await RawClient.sync(server, board.id, `?token=${token}`)
  ada.presence({ user: { name: 'Somebody else' } })
  const { people } = await guest.next('presence')
  expect(people.map(({ state }) => state)).toEqual([{ user: { name: 'Ada Lovelace', verified: true } }])
  // From a page of another site nobody is anybody, whatever their browser adds.
  const { name: none } = await open(browser, board, board.links.comment, { ...ADA, 'Sec-Fetch-Site': 'same-site' })
  expect(none).toBeNull()
  guest.socket.terminate()
})

it('[LOGIN14] somebody who is removed is out by every link and in every browser', async () => {
  const server = await start({}, AT_PROXY)
  const board = await newLinkedBoard(server)
  const [here, there] = [new Browser(server.url, server.url), new Browser(server.url, server.url)]
  const { token } = await open(here, board, board.links.edit, ADA, { browser: 'one-browser' })
  const ada = await RawClient.sync(server, board.id, `?token=${token}`)
  const owner = { Authorization: `Bearer ${await tokenOf(board.links.own)}` }
  const people = (await (await fetch(`${server.url}/api/boards/${board.id}/people`, { headers: owner })).json()) as {
    people: { principal: string; name: string; link: string }[]
  }
  expect(people.people).toMatchObject([{ principal: 'proxy:ada', name: 'Ada Lovelace' }])
  const ban = { principal: 'proxy:ada', name: 'Ada', minutes: 5 }
  expect((await post(`${server.url}/api/boards/${board.id}/bans`, ban, owner)).status).toBe(204)
  expect((await ada.closed).code).toBe(CLOSE.unauthorized)
  const again = await sessionAsked(there, board, board.links.view, ADA, { browser: 'other-browser' })
  expect([again.status, again.body]).toEqual([403, expect.objectContaining({ code: 'banned' })])
  // Somebody else with the same browser's name is not them, and an owner is never kept out.
  expect((await sessionAsked(there, board, board.links.view, { 'Remote-User': 'bob' })).status).toBe(200)
  expect((await sessionAsked(there, board, board.links.own, ADA)).status).toBe(200)
})

it('[LOGIN15] whoever logs out ends what they had open in their name, not the addresses of pictures', async () => {
  const home = 'https://boards.example.org'
  const provider = await startProvider(home, { ada: { name: 'Ada Lovelace' } })
  const server: RunningServer = await start({}, { publicUrl: home, openId: provider.settings })
  const browser = new Browser(home, server.url)
  const form = await browser.go('/login')
  await browser.go(form.url, { method: 'POST', form: { name: 'ada' } })
  const board = await newLinkedBoard(server)
  const { token, name, pictureKey } = await open(browser, board, board.links.edit)
  expect(name).toBe('Ada Lovelace')
  const ada = await RawClient.sync(server, board.id, `?token=${token}`)
  await browser.send('/api/logout')
  const headers = { Authorization: `Bearer ${token}` }
  expect((await browser.ask(`/api/boards/${board.id}`, { headers })).status).toBe(401)
  expect((await ada.closed).code).toBe(CLOSE.unauthorized)
  expect((await browser.ask(`/b/${board.id}.svg?key=${pictureKey}`)).status).toBe(200)
  expect((await open(browser, board, board.links.edit)).name).toBeNull()
  provider.close()
})
