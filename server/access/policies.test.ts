import { expect, it } from 'vitest'
import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import { createApp } from '../http/app.ts'
import type { AppParts } from '../http/app.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { newLinkedBoard, start, tokenOf } from '../testing/start.ts'
import { atLeast } from './board-access.ts'
import { ROUTE_POLICIES, isRole } from './policies.ts'
import type { Policy } from './policies.ts'

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
}

const POLICIES: readonly (readonly [string, Policy])[] = Object.entries(ROUTE_POLICIES)

it('[ACC20] every route has a policy, and every policy a route', () => {
  const app = createApp({ webDir: '/nowhere', boardsPerHour: 1, limits: DEFAULT_LIMITS } as unknown as AppParts)
  const routes = (app.router.stack as unknown as readonly Layer[]).flatMap(({ route }) =>
    // `all` answers 405 for the other methods.
    route === undefined || route.methods['_all'] === true
      ? []
      : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
  )
  expect(routes.sort()).toEqual(Object.keys(ROUTE_POLICIES).sort())
})

/** Where a path has names, those of things that may be there. */
const urlOf = (path: string, board: string): string =>
  path
    .replace(':id', board)
    .replace(':link', 'some-link')
    .replace(':format', 'png')
    .replace(':element', 'some-element-of-a-board')
    .replace(':version', 'some-version')
    .replace(':hash', 'a'.repeat(64))
    .replace(':folder', 'some-folder')

it('[ACC20] no route that wants a role answers to strangers, nor to those with less, and nothing comes of it', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const own = { Authorization: `Bearer ${await tokenOf(board.links.own)}` }
  const all = async (): Promise<string> => {
    const said = await Promise.all(
      ['state', 'access', 'audit', 'settings'].map((part) =>
        fetch(`${server.url}/api/boards/${board.id}/${part}`, { headers: own }),
      ),
    )
    return JSON.stringify(await Promise.all(said.map(async (response) => [response.status, await response.text()])))
  }
  const asked = POLICIES.flatMap(([route, policy]) => (isRole(policy) ? [{ route, policy }] : []))
  expect(asked.length).toBeGreaterThan(30)
  const tokens = new Map<Role, string>()
  for (const role of ROLES) tokens.set(role, await tokenOf(board.links[role]))
  const before = await all()
  for (const { route, policy } of asked) {
    const [method = '', path = ''] = route.split(' ')
    const url = `${server.url}${urlOf(path, board.id)}`
    expect([route, (await fetch(url, { method })).status]).toEqual([route, 401])
    for (const [role, token] of tokens) {
      if (atLeast(role, policy)) continue
      const { status } = await fetch(url, { method, headers: { Authorization: `Bearer ${token}` } })
      expect([role, route, status]).toEqual([role, route, 403])
    }
  }
  expect(await all()).toBe(before)
})

it('[ACC20] what belongs to accounts, and what makes boards where that takes one, answers to nobody else', async () => {
  const server = await start({}, { whoMakes: { who: 'login' } })
  const asked = POLICIES.filter(([, policy]) => policy === 'account' || policy === 'create')
  expect(asked.length).toBeGreaterThan(5)
  for (const [route] of asked) {
    const [method = '', path = ''] = route.split(' ')
    const { status } = await fetch(`${server.url}${urlOf(path, 'some-board-of-theirs-1')}`, { method })
    expect([route, status]).toEqual([route, 401])
  }
})
