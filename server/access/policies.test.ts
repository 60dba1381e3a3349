import { expect, it } from 'vitest'
import { createApp } from '../http/app.ts'
import type { AppParts } from '../http/app.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { newLinkedBoard, start, tokenOf } from '../testing/start.ts'
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

it('[ACC20] no route that wants a role answers to strangers, nor to those with less', async () => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const asked = POLICIES.filter(([, policy]) => isRole(policy))
  expect(asked.length).toBeGreaterThan(10)
  const headers = { Authorization: `Bearer ${await tokenOf(board.links.edit)}` }
  for (const [route, policy] of asked) {
    const [method = '', path = ''] = route.split(' ')
    const url = `${server.url}${path.replace(':id', board.id).replace(':link', 'some-link').replace(':format', 'png')}`
    expect([route, (await fetch(url, { method })).status]).toEqual([route, 401])
    const lesser = await fetch(url, { method, headers })
    // Those who may come in are told what there is, or isn't.
    expect([route, lesser.status === 403]).toEqual([route, policy === 'own'])
  }
})
