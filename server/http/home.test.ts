import { expect, it } from 'vitest'
import { CLOSE } from '#board/protocol.ts'
import { ROUTE_POLICIES } from '../access/policies.ts'
import type { RunningServer } from '../server.ts'
import { MemoryStorage } from '../storage/memory.ts'
import { ask } from '../testing/ask.ts'
import { RawClient } from '../testing/raw-client.ts'
import { patch } from '../testing/requests.ts'
import { newLinkedBoard, openLink, start, tokenOf } from '../testing/start.ts'
import type { NewBoard, TestConfig } from '../testing/start.ts'

/** The proxy of these tests is on this machine. */
const BEHIND_PROXY: TestConfig = {
  trustedProxies: ['127.0.0.0/8', '::1'],
  proxyHeaders: { user: 'remote-user', name: undefined },
}

interface Listed {
  readonly id: string
  readonly title: string
  readonly role: string | null
  readonly isMine: boolean
  readonly folder: string | null
  readonly starred: boolean
  readonly trashedAt: string | null
  readonly pictureKey: string | null
}

/** What one of our pages asks for somebody who is logged in at the proxy. */
function person({ url }: RunningServer, name: string) {
  const headers = { 'Remote-User': name, 'Sec-Fetch-Site': 'same-origin' }
  const asks = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    ask(`${url}${path}`, { method, headers: { ...headers, ...more }, ...(body === undefined ? {} : { body }) })
  const open = async (board: string, shown: object = {}) => {
    const { status, body } = await asks('POST', `/api/boards/${board}/session`, shown)
    return { status, ...(body as { token: string; role: string; name: string; code?: string }) }
  }
  return {
    asks,
    open,
    list: async (query = '') => {
      const { body } = await asks('GET', `/api/home/boards${query}`)
      return (body as { boards: Listed[] }).boards
    },
    make: async () => (await asks('POST', '/api/boards', {})).body as NewBoard,
    /** On a board that may be opened. */
    onBoard: async (board: string, method: string, path: string, body?: unknown) => {
      const { token } = await open(board)
      return asks(method, `/api/boards/${board}${path}`, body, { Authorization: `Bearer ${token}` })
    },
  }
}

type Person = ReturnType<typeof person>

const secretIn = (link: string): string => new URL(link).hash.slice('#k='.length)

it('[HOME1] a board belongs to the account that made it: it opens by its address for them alone, with no link', async () => {
  const server = await start({}, BEHIND_PROXY)
  const [ada, bob] = [person(server, 'ada'), person(server, 'bob')]
  const board = await ada.make()
  expect(await ada.open(board.id)).toMatchObject({ status: 200, role: 'own', name: 'ada' })
  expect(await bob.open(board.id)).toMatchObject({ status: 401, code: 'link-needed' })
  expect((await ask(`${server.url}/api/boards/${board.id}/session`, { method: 'POST', body: {} })).status).toBe(401)
  expect(await ada.list()).toMatchObject([{ id: board.id, role: 'own', isMine: true, starred: false, folder: null }])
  expect(await bob.list()).toEqual([])
  for (const link of Object.values(board.links)) expect((await openLink(link)).status).toBe(200)
})

it('[HOME2] whoever opens a board by a link has it on their list, and opens it without the link from then on, until the link ends', async () => {
  const server = await start({}, BEHIND_PROXY)
  const [ada, bob] = [person(server, 'ada'), person(server, 'bob')]
  const board = await ada.make()
  expect(await bob.open(board.id, { link: secretIn(board.links.edit) })).toMatchObject({ role: 'edit' })
  expect(await bob.list()).toMatchObject([{ id: board.id, role: 'edit', isMine: false }])
  expect(await bob.open(board.id)).toMatchObject({ role: 'edit', name: 'bob' })
  const { token } = await bob.open(board.id)
  const socket = await RawClient.sync(server, board.id, `?token=${token}`)
  const { body } = await ada.onBoard(board.id, 'GET', '/access')
  const edit = (body as { links: { id: string; role: string }[] }).links.find(({ role }) => role === 'edit')
  expect((await ada.onBoard(board.id, 'DELETE', `/links/${edit?.id}`)).status).toBe(204)
  expect((await socket.closed).code).toBe(CLOSE.unauthorized)
  expect(await bob.open(board.id)).toMatchObject({ status: 401 })
  expect(await bob.list()).toMatchObject([{ id: board.id, title: '', role: null, pictureKey: null }])
})

it('[HOME3] the strongest way in counts, but a link that only shows is taken at its word; a password is told once', async () => {
  const server = await start({}, BEHIND_PROXY)
  const [ada, bob] = [person(server, 'ada'), person(server, 'bob')]
  const board = await ada.make()
  expect(await ada.open(board.id, { link: secretIn(board.links.edit) })).toMatchObject({ role: 'own' })
  expect(await ada.open(board.id, { link: secretIn(board.links.view) })).toMatchObject({ role: 'view' })
  const made = await ada.onBoard(board.id, 'POST', '/links', { role: 'edit', password: 'open sesame' })
  const { url, id } = made.body as { url: string; id: string }
  const shown = { link: secretIn(url) }
  expect(await bob.open(board.id, shown)).toMatchObject({ code: 'password-needed' })
  expect(await bob.open(board.id, { ...shown, password: 'open sesame' })).toMatchObject({ role: 'edit' })
  expect(await bob.open(board.id, shown)).toMatchObject({ role: 'edit' })
  expect(await bob.open(board.id)).toMatchObject({ role: 'edit' })
  await ada.onBoard(board.id, 'PATCH', `/links/${id}`, { password: 'another' })
  expect(await bob.open(board.id)).toMatchObject({ status: 401 })
  expect(await bob.open(board.id, shown)).toMatchObject({ code: 'password-needed' })
})

it('[HOME4] an owner by account stays one when every owner link is revoked, and their board goes to the trash and comes back', async () => {
  const server = await start({}, BEHIND_PROXY)
  const [ada, bob] = [person(server, 'ada'), person(server, 'bob')]
  const board = await ada.make()
  await bob.open(board.id, { link: secretIn(board.links.edit) })
  const { body } = await ada.onBoard(board.id, 'GET', '/access')
  expect(body).toMatchObject({ members: [{ name: 'ada', role: 'own' }] })
  const own = (body as { links: { id: string; role: string }[] }).links.find(({ role }) => role === 'own')
  expect((await ada.onBoard(board.id, 'DELETE', `/links/${own?.id}`)).status).toBe(204)
  expect((await ada.onBoard(board.id, 'POST', '/trash')).status).toBe(200)
  for (const one of [ada, bob]) expect(await one.list()).toEqual([])
  expect(await ada.list('?trash=true&sort=trashed')).toMatchObject([{ id: board.id, role: 'own' }])
  expect(await bob.list('?trash=true')).toEqual([])
  expect((await ada.onBoard(board.id, 'DELETE', '/trash')).status).toBe(204)
  expect(await bob.list()).toMatchObject([{ id: board.id }])
})

it('[HOME5] boards are put into folders and given stars, found by their title, and taken off the list when they are somebody else’s', async () => {
  const server = await start({}, BEHIND_PROXY)
  const [ada, bob] = [person(server, 'ada'), person(server, 'bob')]
  const [first, second] = [await ada.make(), await ada.make()]
  await ada.onBoard(first.id, 'PATCH', '/settings', { title: 'Größer' })
  await expect.poll(() => ada.list('?text=GROS')).toEqual([])
  await expect.poll(async () => (await ada.list('?text=gro%C3%9Fer')).map(({ title }) => title)).toEqual(['Größer'])
  const folder = (await ada.asks('POST', '/api/home/folders', { name: ' Work ' })).body as { id: string }
  const path = `/api/home/boards/${first.id}`
  expect((await ada.asks('PATCH', path, { folder: folder.id, starred: true })).status).toBe(204)
  expect((await ada.list(`?folder=${folder.id}`)).map(({ id }) => id)).toEqual([first.id])
  expect(await ada.list('?starred=true')).toMatchObject([{ id: first.id, folder: folder.id, starred: true }])
  expect((await ada.asks('GET', '/api/home/folders')).body).toEqual({
    folders: [{ ...folder, name: 'Work', boards: 1 }],
  })
  expect((await bob.asks('PATCH', path, { starred: true })).status).toBe(404)
  expect((await bob.asks('PATCH', `/api/home/folders/${folder.id}`, { name: 'Mine' })).status).toBe(404)
  expect((await bob.asks('DELETE', `/api/home/folders/${folder.id}`)).status).toBe(404)
  expect((await ada.asks('PATCH', `/api/home/folders/${folder.id}`, { name: 'Play' })).status).toBe(204)
  expect((await ada.asks('DELETE', `/api/home/folders/${folder.id}`)).status).toBe(204)
  expect(await ada.list()).toHaveLength(2)
  expect((await ada.asks('DELETE', path)).body).toMatchObject({ code: 'own-board' })
  await bob.open(second.id, { link: secretIn(second.links.view) })
  expect((await bob.asks('DELETE', `/api/home/boards/${second.id}`)).status).toBe(204)
  expect(await bob.list()).toEqual([])
})

it('[HOME6] what is of accounts answers to nobody who isn’t logged in, and not to pages of other sites', async () => {
  const server = await start({}, BEHIND_PROXY)
  const board = await newLinkedBoard(server)
  const doors = Object.entries(ROUTE_POLICIES).filter(([, policy]) => policy === 'account')
  expect(doors.length).toBeGreaterThan(6)
  for (const [route] of doors) {
    const [method = '', path = ''] = route.split(' ')
    const url = `${server.url}${path.replace(':id', board.id).replace(':folder', 'some')}`
    const stranger = await ask(url, { method, headers: { Authorization: `Bearer ${await tokenOf(board.links.own)}` } })
    expect([route, stranger.status, stranger.body]).toMatchObject([route, 401, { code: 'login-needed' }])
    if (method === 'GET') continue
    const ridden = await ask(url, { method, headers: { 'Remote-User': 'ada', 'Sec-Fetch-Site': 'cross-site' } })
    expect([route, ridden.status]).toEqual([route, 401])
  }
})

it('[HOME7] a list comes in pages, and each board is on one of them', async () => {
  const server = await start({}, BEHIND_PROXY)
  const ada = person(server, 'ada')
  const made = [await ada.make(), await ada.make(), await ada.make()].map(({ id }) => id)
  const seen: string[] = []
  let after = ''
  do {
    const { body } = await ada.asks('GET', `/api/home/boards?sort=made&limit=2${after}`)
    const page = body as { boards: Listed[]; next?: string }
    seen.push(...page.boards.map(({ id }) => id))
    after = page.next === undefined ? '' : `&after=${page.next}`
  } while (after !== '')
  expect(seen.toSorted()).toEqual(made.toSorted())
  expect((await ada.asks('GET', '/api/home/boards?limit=1000')).status).toBe(400)
})

interface ListedAccount {
  readonly name: string
  readonly role: string | null
  readonly isYou: boolean
  readonly member: string | null
  readonly link: string | null
}

it('[HOME8] owners see who has the board by being logged in, with what role, and how they came in; a member is removed at once', async () => {
  const server = await start({}, BEHIND_PROXY)
  const [ada, bob, cem, eve] = ['ada', 'bob', 'cem', 'eve'].map((name) => person(server, name)) as [
    Person,
    Person,
    Person,
    Person,
  ]
  const board = await ada.make()
  await bob.open(board.id, { link: secretIn(board.links.own) })
  await ada.onBoard(board.id, 'POST', '/bans', { principal: 'proxy:cem', name: 'cem', minutes: 5 })
  const made = await ada.onBoard(board.id, 'POST', '/links', { role: 'comment', label: 'Class 7b' })
  await eve.open(board.id, { link: secretIn((made.body as { url: string }).url) })
  const accounts = async (whose: Person) =>
    ((await whose.onBoard(board.id, 'GET', '/accounts')).body as { accounts: ListedAccount[] }).accounts
  const listed = await accounts(bob)
  expect(new Map(listed.map((one) => [one.name, one]))).toMatchObject(
    new Map([
      ['ada', { role: 'own', isYou: false, link: null }],
      ['bob', { role: 'own', isYou: true, member: null, link: '' }],
      ['eve', { role: 'comment', isYou: false, member: null, link: 'Class 7b' }],
    ]),
  )
  expect(listed).toHaveLength(3)
  expect((await cem.open(board.id)).status).toBe(403)
  await ada.onBoard(board.id, 'POST', '/bans', { principal: 'proxy:eve', name: 'eve', minutes: 5 })
  expect((await accounts(ada)).find(({ name }) => name === 'eve')).toMatchObject({ role: null })

  const { token } = await ada.open(board.id)
  const socket = await RawClient.sync(server, board.id, `?token=${token}`)
  const member = listed.find(({ name }) => name === 'ada')?.member ?? ''
  expect((await eve.asks('DELETE', `/api/boards/${board.id}/members/${member}`)).status).toBe(401)
  expect((await bob.onBoard(board.id, 'DELETE', `/members/${member}`)).status).toBe(204)
  expect((await socket.closed).code).toBe(CLOSE.unauthorized)
  expect(await ada.open(board.id)).toMatchObject({ status: 401 })
  expect((await bob.onBoard(board.id, 'DELETE', `/members/${member}`)).body).toMatchObject({ code: 'no-such-member' })
  expect((await accounts(bob)).find(({ name }) => name === 'ada')).toMatchObject({ role: null, member: null })
})

it('[HOME8] the last owner is not removed where no link owns the board', async () => {
  const server = await start({}, BEHIND_PROXY)
  const ada = person(server, 'ada')
  const board = await ada.make()
  const { body } = await ada.onBoard(board.id, 'GET', '/access')
  const { links, members } = body as { links: { id: string; role: string }[]; members: { id: string }[] }
  await ada.onBoard(board.id, 'DELETE', `/links/${links.find(({ role }) => role === 'own')?.id}`)
  const removed = await ada.onBoard(board.id, 'DELETE', `/members/${members[0]?.id}`)
  expect(removed).toMatchObject({ status: 409, body: { code: 'last-owner' } })
})

/** Notes titles later than it stores what was drawn. */
class SlowToNote extends MemoryStorage {
  override async entitle(board: string, title: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 50))
    await super.entitle(board, title)
  }
}

it('[HOME5] whoever is told that a board is called otherwise finds it so on every list', async () => {
  const storage = new SlowToNote()
  const server = await start({ storage })
  const { id, links } = await newLinkedBoard(server)
  const headers = { Authorization: `Bearer ${await tokenOf(links.own)}` }
  const answer = await patch(`${server.url}/api/boards/${id}/settings`, { title: 'Quay walls' }, headers)
  expect(answer.status).toBe(200)
  expect(await storage.find(id)).toMatchObject({ title: 'Quay walls' })
})
