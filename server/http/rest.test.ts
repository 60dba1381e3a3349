import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { ROUTE_POLICIES } from '../access/policies.ts'
import { RawClient } from '../testing/raw-client.ts'
import { codeOf, patch, send } from '../testing/requests.ts'
import { newBoard, newLinkedBoard, start, startWithBoard, tokenOf } from '../testing/start.ts'
import type { NewBoard } from '../testing/start.ts'
import { openApi } from './openapi.ts'
import { ROUTE_DOCS } from './route-docs.ts'
import type { RouteDoc } from './route-docs.ts'

const DOCS = new URL('../../docs/', import.meta.url)

/** A request of the manual: what stands in an `http` block. */
interface Example {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

function examplesIn(markdown: string): Example[] {
  return Array.from(markdown.matchAll(/```http\n([\s\S]*?)```/g), ([, block = '']) => {
    const [head = '', body] = block.split(/\n\n([\s\S]*)/)
    const [first = '', ...lines] = head.trim().split('\n')
    const [method = '', path = ''] = first.split(' ')
    const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]))
    return { method, path, headers, body: body?.trim() || undefined }
  })
}

/** The route that a path belongs to. */
function routeOf(method: string, path: string): RouteDoc {
  const bare = path.split('?')[0] ?? ''
  const [, doc] =
    Object.entries(ROUTE_DOCS).find(([name]) => {
      const [verb = '', pattern = ''] = name.split(' ')
      return verb === method && new RegExp(`^${pattern.replace('.', '\\.').replaceAll(/:\w+/g, '[^/.]+')}$`).test(bare)
    }) ?? []
  if (doc === undefined) throw new Error(`${method} ${path} is no route`)
  return doc
}

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType

/** Every object of a description, with the path to it. */
function* objectsIn(value: unknown, at = ''): Generator<readonly [string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [at, value as Record<string, unknown>]
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, `${at}/${name}`)
}

it('[API1] every route is described, and nothing else; a body that its schema refuses is refused', async () => {
  expect(Object.keys(ROUTE_DOCS).sort()).toEqual(Object.keys(ROUTE_POLICIES).sort())
  const { url, server } = await startWithBoard()
  const described = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as ReturnType<typeof openApi>
  expect(described).toEqual(JSON.parse(JSON.stringify(openApi(server.url))))
  const operations = Object.entries(described['paths'] as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  expect(operations.sort()).toEqual(Object.keys(ROUTE_POLICIES).sort())
  for (const route of ['/elements', '/settings'])
    expect([route, await codeOf(await patch(`${url}${route}`, { nonsense: 1 }))]).toEqual([route, 'bad-request'])
})

it('[API1] the description is whole: references lead somewhere, parameters of paths are there', () => {
  const described = openApi('http://localhost')
  const { schemas } = described['components'] as { schemas: Record<string, unknown> }
  const references = [...objectsIn(described)].flatMap(([at, { $ref }]) =>
    typeof $ref === 'string' ? [[at, $ref]] : [],
  )
  expect(references.length).toBeGreaterThan(20)
  for (const [at, reference = ''] of references)
    expect([at, Object.keys(schemas)]).toEqual([at, expect.arrayContaining([reference.split('/').pop()])])
  const ids = [...objectsIn(described)].flatMap(([, { operationId }]) =>
    operationId === undefined ? [] : [operationId],
  )
  expect(new Set(ids).size).toBe(Object.keys(ROUTE_POLICIES).length)
})

it('[API2] every request in the manual does what it says, and every answer is as described', async () => {
  const server = await start()
  const known: Record<string, string> = { tomorrow: new Date(Date.now() + 86_400_000).toISOString() }
  const fill = (text: string): string =>
    text.replaceAll(/\{(id|secret|token|tomorrow)\}/g, (_, name: string) => known[name] ?? '')
  const examples = examplesIn(readFileSync(new URL('rest.md', DOCS), 'utf8'))
  expect(examples.length).toBeGreaterThan(9)
  for (const { method, path, headers, body } of examples) {
    const doc = routeOf(method, path)
    const said = headers['Authorization'] === undefined ? {} : { Authorization: fill(headers['Authorization']) }
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
    const response = await fetch(server.url + fill(path), {
      method,
      headers: { ...said, ...type },
      ...(body === undefined ? {} : { body: fill(body) }),
    })
    const expected = doc.answers[response.status]
    if (!response.ok) {
      expect([path, body, await codeOf(response)]).toEqual([path, body, 'no-such-element'])
    } else if (isSchema(expected)) {
      const answer = (await response.json()) as NewBoard & { token?: string }
      expect([path, expected.safeParse(answer).error?.issues]).toEqual([path, undefined])
      if (answer.links !== undefined && known['id'] === undefined) {
        known['id'] = answer.id
        known['secret'] = answer.links.own.split('#k=')[1] ?? ''
      }
      known['token'] = answer.token ?? known['token'] ?? ''
    } else expect(expected).toContain(response.headers.get('content-type')?.split(';')[0])
  }
})

it('[API5] each role may do what it may on the board: viewers read, those who comment too, editors write', async () => {
  const server = await start()
  const { id, links } = await newLinkedBoard(server)
  const url = `${server.url}/api/boards/${id}`
  for (const role of ['view', 'comment', 'edit', 'own'] as const) {
    const headers = { Authorization: `Bearer ${await tokenOf(links[role])}` }
    expect((await fetch(`${url}/elements`, { headers })).status).toBe(200)
    const mayWrite = role === 'edit' || role === 'own'
    const writes = [
      await patch(`${url}/elements`, {}, headers),
      await patch(`${url}/settings`, { grid: true }, headers),
      await fetch(`${url}/import`, { method: 'POST', headers }),
    ]
    expect([role, ...writes.map(({ status }) => status)]).toEqual([
      role,
      ...(mayWrite ? [200, 200, 422] : [403, 403, 403]),
    ])
  }
  expect((await patch(`${url}/elements`, {})).status).toBe(401)
})

it('[API8] the JSON file of a board makes it again on an empty board, and comes as copies beside others', async () => {
  const { server, url } = await startWithBoard()
  const square = { kind: 'shape', id: 'a-square-of-ours', box: [10, 20, 100, 100] }
  await patch(`${url}/settings`, { title: 'A plan', background: '#fafafa', grid: true })
  await patch(`${url}/elements`, {
    add: [
      { ...square, text: 'words' },
      {
        kind: 'stroke',
        at: [0, 0],
        points: [
          [0, 0],
          [9, 9],
        ],
      },
    ],
  })
  const file = await (await fetch(`${url}/snapshot.json`)).text()
  const other = `${server.url}/api/boards/${await newBoard(server)}`
  const bring = (body: string): Promise<Response> => send('POST', `${other}/import`, body)
  expect((await bring(file)).status).toBe(200)
  expect(await (await fetch(`${other}/snapshot.json`)).text()).toBe(file)
  const page = { id: 'the-second-page', name: 'Two', order: 'a1', hidden: false, locked: false, gone: false }
  const first = { ...page, id: 'first-of-all', name: 'One', order: 'a0' }
  const paged = JSON.stringify({ ...(JSON.parse(file) as object), pages: [first, page], layers: [first, page] })
  const third = `${server.url}/api/boards/${await newBoard(server)}`
  const sent = await send('POST', `${third}/import`, paged)
  expect(sent.status).toBe(200)
  expect(await (await fetch(`${third}/snapshot.json`)).json()).toMatchObject({
    pages: [first, page],
    layers: [first, page],
  })
  const { added } = (await (await bring(file)).json()) as { added: string[] }
  expect(added).toHaveLength(2)
  expect(added).not.toContain(square.id)
  expect(await codeOf(await bring('{"format":"something else"}'))).toBe('bad-file')
  expect(await (await fetch(`${other}/settings`)).json()).toEqual({
    title: 'A plan',
    background: '#fafafa',
    grid: true,
  })
})

it('[API10] the example of the manual draws a chart while somebody watches', async () => {
  const server = await start()
  const { id, links } = await newLinkedBoard(server)
  const watcher = await RawClient.sync(server, id, `?token=${await tokenOf(links.view)}`)
  const script = fileURLToPath(new URL('examples/live-chart.mjs', DOCS))
  const drawn = promisify(execFile)(process.execPath, [script, links.edit, '3'])
  await watcher.until(({ doc }) => doc.getArray('elements').length === 12)
  await watcher.until(({ doc }) => doc.getMap('edits').size === 5)
  expect((await drawn).stdout).toBe('Drew 5 bars, 3 times.\n')
})
