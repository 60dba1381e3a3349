import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { createBoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, encodeBoardFile } from '#board/document/board-file.ts'
import { KINDS } from '#board/elements/index.ts'
import { LIMITS } from '#board/limits.ts'
import { specimensOf } from '#board/testing/specimens.ts'
import { ROUTE_POLICIES } from '../access/policies.ts'
import type { RunningServer } from '../server.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, newLinkedBoard, start, tokenOf } from '../testing/start.ts'
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

const patch = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const codeOf = async (response: Response): Promise<unknown> => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return ((await response.json()) as { code: unknown }).code
}

const SQUARE = { kind: 'shape', id: 'a-square-of-ours', box: [10, 20, 100, 100] }

async function openBoard(): Promise<{ server: RunningServer; id: string; url: string }> {
  const server = await start()
  const id = await newBoard(server)
  return { server, id, url: `${server.url}/api/boards/${id}` }
}

it('[API1] every route is described, and nothing else; a body that its schema refuses is refused', async () => {
  expect(Object.keys(ROUTE_DOCS).sort()).toEqual(Object.keys(ROUTE_POLICIES).sort())
  const { url, server } = await openBoard()
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

it('[API3] what is added, changed and deleted is on everybody’s screen and on disk when it is answered', async () => {
  const { server, id, url } = await openBoard()
  const alice = await RawClient.sync(server, id)
  const added = await (await patch(`${url}/elements`, { add: [{ ...SQUARE, text: 'one' }] })).json()
  expect(added).toEqual({ added: [SQUARE.id], changed: [], removed: [] })
  await alice.until(({ doc }) => doc.getArray('elements').length === 1)
  expect(alice.doc.getArray('elements').toJSON()).toMatchObject([{ matrix: [100, 0, 0, 100, 10, 20] }])
  expect(alice.doc.getMap('texts').toJSON()).toEqual({ [SQUARE.id]: 'one' })
  await patch(`${url}/elements`, { change: [{ id: SQUARE.id, at: [1, 2], text: 'done', color: 'red' }] })
  const shown = await (await fetch(`${url}/elements/${SQUARE.id}`)).json()
  expect(shown).toMatchObject({ matrix: [100, 0, 0, 100, 1, 2], text: 'done', color: 'red', shape: 'rectangle' })
  const stored = await (await fetch(`${url}/snapshot.json`)).json()
  expect(stored).toMatchObject({ elements: [{ id: SQUARE.id, color: 'red', text: 'done' }] })
  const removed = await (await patch(`${url}/elements`, { remove: [SQUARE.id, 'never-was-here'] })).json()
  expect(removed).toEqual({ added: [], changed: [], removed: [SQUARE.id] })
  await alice.until(({ doc }) => doc.getArray('elements').length === 0)
  expect(await codeOf(await fetch(`${url}/elements/${SQUARE.id}`))).toBe('no-such-element')
})

it('[API4] a request is one transaction: with anything wrong in it, nothing is changed', async () => {
  const { server, id, url } = await openBoard()
  await patch(`${url}/elements`, { add: [SQUARE] })
  const before = await (await fetch(`${url}/elements`)).text()
  const fine = { kind: 'note', box: [0, 0, 10, 10] }
  const wrong: readonly (readonly [object, string])[] = [
    [{ add: [fine, SQUARE] }, 'element-exists'],
    [
      {
        add: [
          { ...fine, id: 'twice-the-same' },
          { ...fine, id: 'twice-the-same' },
        ],
      },
      'element-exists',
    ],
    [{ add: [fine], change: [{ id: 'nobody-drew-this', color: 'red' }] }, 'no-such-element'],
    [{ add: [fine], change: [{ id: SQUARE.id, color: 'no such colour' }] }, 'bad-request'],
    [{ add: [fine], change: [{ id: SQUARE.id, points: [[0, 0]] }] }, 'bad-request'],
    [{ remove: [SQUARE.id], add: [{ kind: 'nothing-we-know' }] }, 'bad-request'],
    [{ remove: [SQUARE.id], add: [{ ...fine, colour: 'red' }] }, 'bad-request'],
    [{ remove: [SQUARE.id], add: [{ ...fine, box: [0, 0, 0, 10] }] }, 'bad-request'],
  ]
  const alice = await RawClient.sync(server, id)
  for (const [body, code] of wrong)
    expect([body, await codeOf(await patch(`${url}/elements`, body))]).toEqual([body, code])
  expect(await (await fetch(`${url}/elements`)).text()).toBe(before)
  await alice.saved(1)
  expect(alice.received.filter(({ type }) => type === 'update')).toEqual([])
  expect(await codeOf(await patch(`${url}/elements`, '{"add": ['))).toBe('bad-request')
  expect(await codeOf(await patch(`${url}/elements`, { add: 'x'.repeat(9 * 1024 * 1024) }))).toBe('too-large')
})

it('[API11] a place alone moves an element and leaves its size; a new one has the size of its kind', async () => {
  const { url } = await openBoard()
  await patch(`${url}/elements`, { add: [{ kind: 'note', id: 'a-note-placed', at: [30, 40], text: 'Hello' }, SQUARE] })
  await patch(`${url}/elements`, { change: [{ id: SQUARE.id, at: [500, -20] }] })
  const matrixOf = async (id: string) =>
    ((await (await fetch(`${url}/elements/${id}`)).json()) as { matrix: number[] }).matrix
  expect(await matrixOf('a-note-placed')).toEqual([200, 0, 0, 200, 30, 40])
  expect(await matrixOf(SQUARE.id)).toEqual([SQUARE.box[2], 0, 0, SQUARE.box[3], 500, -20])
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

it('[API6] elements come a page at a time, chosen by kind, frame and id', async () => {
  const { url } = await openBoard()
  const frame = 'the-frame-of-it'
  await patch(`${url}/elements`, {
    add: [
      { kind: 'frame', id: frame, box: [0, 0, 500, 500] },
      ...Array.from({ length: 7 }, (_, at) => ({ kind: 'note', id: `note-number-${at}`, box: [at, 0, 10, 10], frame })),
    ],
  })
  const seen: string[] = []
  let after = ''
  do {
    const page = (await (await fetch(`${url}/elements?limit=3${after}`)).json()) as {
      total: number
      elements: { id: string }[]
      next?: string
    }
    expect(page.total).toBe(8)
    seen.push(...page.elements.map(({ id }) => id))
    after = page.next === undefined ? '' : `&after=${page.next}`
  } while (after !== '')
  expect(seen).toEqual([frame, ...Array.from({ length: 7 }, (_, at) => `note-number-${at}`)])
  const idsOf = async (query: string): Promise<string[]> =>
    ((await (await fetch(`${url}/elements?${query}`)).json()) as { elements: { id: string }[] }).elements.map(
      ({ id }) => id,
    )
  expect(await idsOf('kind=frame')).toEqual([frame])
  expect(await idsOf(`frame=${frame}&limit=2`)).toEqual(['note-number-0', 'note-number-1'])
  expect(await idsOf('ids=note-number-6,note-number-1')).toEqual(['note-number-1', 'note-number-6'])
  expect(await codeOf(await fetch(`${url}/elements?after=never-was-here`))).toBe('page-gone')
  expect(await codeOf(await fetch(`${url}/elements?limit=0`))).toBe('bad-option')
})

it('[API7] a stroke is written as points, and read as the bytes that draw it again', async () => {
  const { url } = await openBoard()
  const points = [
    [0, 0],
    [10, 5],
    [20, 0, 0.75],
  ]
  await patch(`${url}/elements`, { add: [{ kind: 'stroke', id: 'stroke-of-ours', at: [5, 5], points }] })
  const read = (await (await fetch(`${url}/elements/stroke-of-ours`)).json()) as { points: { $bytes: string } }
  const copy = { kind: 'stroke', id: 'the-same-again', at: [5, 5], points: read.points }
  expect((await patch(`${url}/elements`, { add: [copy] })).status).toBe(200)
  const again = (await (await fetch(`${url}/elements/the-same-again`)).json()) as typeof read
  expect(again.points).toEqual(read.points)
})

it('[API14] a table is written and read row by row, and filled while somebody types in it', async () => {
  const { server, id, url } = await openBoard()
  const table = 'table-of-points'
  const cells = [['Who', 'Points'], ['Anna', '3'], ['Bo']]
  await patch(`${url}/elements`, {
    add: [{ kind: 'table', id: table, at: [5, 6], cells, widths: [90], heights: [null, 80] }],
  })
  const shown = async () => (await (await fetch(`${url}/elements/${table}`)).json()) as Record<string, unknown>
  const first = await shown()
  const { cells: said, widths, heights, header, matrix } = first
  expect({ said, widths, heights, header, matrix }).toEqual({
    said: [
      ['Who', 'Points'],
      ['Anna', '3'],
      ['Bo', ''],
    ],
    widths: [90, 144],
    heights: [null, 80, null],
    header: true,
    matrix: [1, 0, 0, 1, 5, 6],
  })
  // What is answered can be written again.
  expect((await patch(`${url}/elements`, { add: [{ ...first, id: 'the-same-again' }] })).status).toBe(200)
  const copy = (await (await fetch(`${url}/elements/the-same-again`)).json()) as object
  expect(copy).toEqual({ ...first, id: 'the-same-again' })
  // Somebody types in a cell that stays, and the row that it is in moves nowhere.
  const alice = await RawClient.sync(server, id)
  const board = createBoardDocument(alice.doc)
  const { texts } = board.get(table)!.props as unknown as { texts: ReadonlyMap<string, string> }
  const [annas = ''] = [...texts].find(([, words]) => words === 'Anna') ?? []
  const before = Y.encodeStateVector(alice.doc)
  board.editText(table, [{ index: 4, remove: 0, insert: '!' }], annas)
  alice.sendUpdate(Y.encodeStateAsUpdate(alice.doc, before))
  await alice.saved(1)
  await patch(`${url}/elements`, {
    change: [{ id: table, cells: [['Name'], ['Anna! B.'], ['Bo'], ['Cy']], widths: [null] }],
  })
  expect(await shown()).toMatchObject({ cells: [['Name'], ['Anna! B.'], ['Bo'], ['Cy']], widths: [null] })
  await patch(`${url}/elements`, { change: [{ id: table, cells: [['a', 'a longer word'], ['c']], heights: [44] }] })
  expect(await shown()).toMatchObject({
    cells: [
      ['a', 'a longer word'],
      ['c', ''],
    ],
    widths: [null, 216],
    heights: [44, 80],
  })
  await alice.until(
    () => (board.get(table)!.props as unknown as { texts: ReadonlyMap<string, string> }).texts.get(annas) === 'c',
  )
  for (const bad of [
    [],
    [[]],
    [['a'], []],
    [[7]],
    [Array(LIMITS.tableColumns + 1).fill('')],
    Array.from({ length: LIMITS.tableRows + 1 }, () => ['']),
  ])
    expect(await codeOf(await patch(`${url}/elements`, { change: [{ id: table, cells: bad }] }))).toBe('bad-request')
  expect(await codeOf(await patch(`${url}/elements`, { add: [{ ...SQUARE, cells }] }))).toBe('bad-request')
  await patch(`${url}/elements`, { add: [{ kind: 'table', id: 'nothing-said-yet', at: [0, 0] }] })
  const empty = (await (await fetch(`${url}/elements/nothing-said-yet`)).json()) as { cells: unknown[][] }
  expect(empty.cells).toEqual([1, 2, 3].map(() => ['', '', '']))
})

it('[API15] whatever is on a board, what the API answers of it makes it again: every kind', async () => {
  const { server, url } = await openBoard()
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  board.add(KINDS.flatMap(specimensOf))
  const file = encodeBoardFile(boardFileOf(board))
  await fetch(`${url}/import`, { method: 'POST', headers: JSON_TYPE, body: file })
  const list = async (of: string) => ((await (await fetch(`${of}/elements`)).json()) as { elements: object[] }).elements
  const there = `${server.url}/api/boards/${await newBoard(server)}`
  const add = await list(url)
  expect(await (await patch(`${there}/elements`, { add })).json()).toMatchObject({ removed: [] })
  expect(await list(there)).toEqual(add)
  expect(add).toHaveLength(board.size)
})

const JSON_TYPE = { 'Content-Type': 'application/json' }

it('[API8] the JSON file of a board makes it again on an empty board, and comes as copies beside others', async () => {
  const { server, url } = await openBoard()
  await patch(`${url}/settings`, { title: 'A plan', background: '#fafafa', grid: true })
  await patch(`${url}/elements`, {
    add: [
      { ...SQUARE, text: 'words' },
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
  const send = (body: string): Promise<Response> =>
    fetch(`${other}/import`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  expect((await send(file)).status).toBe(200)
  expect(await (await fetch(`${other}/snapshot.json`)).text()).toBe(file)
  const page = { id: 'the-second-page', name: 'Two', order: 'a1', hidden: false, locked: false, gone: false }
  const first = { ...page, id: 'first-of-all', name: 'One', order: 'a0' }
  const paged = JSON.stringify({ ...(JSON.parse(file) as object), pages: [first, page], layers: [first, page] })
  const third = `${server.url}/api/boards/${await newBoard(server)}`
  const sent = await fetch(`${third}/import`, { method: 'POST', headers: JSON_TYPE, body: paged })
  expect(sent.status).toBe(200)
  expect(await (await fetch(`${third}/snapshot.json`)).json()).toMatchObject({
    pages: [first, page],
    layers: [first, page],
  })
  const { added } = (await (await send(file)).json()) as { added: string[] }
  expect(added).toHaveLength(2)
  expect(added).not.toContain(SQUARE.id)
  expect(await codeOf(await send('{"format":"something else"}'))).toBe('bad-file')
  expect(await (await fetch(`${other}/settings`)).json()).toEqual({
    title: 'A plan',
    background: '#fafafa',
    grid: true,
  })
})

it('[API9] a board is full for programs as for people, and takes deletions', async () => {
  const server = await start({}, { limits: { boardElements: 2 } })
  const url = `${server.url}/api/boards/${await newBoard(server)}/elements`
  const note = { kind: 'note', box: [0, 0, 10, 10] }
  const { added } = (await (await patch(url, { add: [note, note] })).json()) as { added: string[] }
  expect(await codeOf(await patch(url, { add: [note] }))).toBe('board-full')
  expect((await patch(url, { remove: added })).status).toBe(200)
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
