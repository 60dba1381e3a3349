import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, encodeBoardFile } from '#board/document/board-file.ts'
import { KINDS } from '#board/elements/index.ts'
import { LIMITS } from '#board/limits.ts'
import { specimensOf } from '#board/testing/specimens.ts'
import { RawClient } from '../testing/raw-client.ts'
import { codeOf, patch, send } from '../testing/requests.ts'
import { newBoard, start, startWithBoard } from '../testing/start.ts'

const SQUARE = { kind: 'shape', id: 'a-square-of-ours', box: [10, 20, 100, 100] }

it('[API3] what is added, changed and deleted is on everybody’s screen and on disk when it is answered', async () => {
  const { server, id, url } = await startWithBoard()
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
  const { server, id, url } = await startWithBoard()
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
  expect(await codeOf(await send('PATCH', `${url}/elements`, '{"add": ['))).toBe('bad-request')
  expect(await codeOf(await patch(`${url}/elements`, { add: 'x'.repeat(9 * 1024 * 1024) }))).toBe('too-large')
})

it('[API11] a place alone moves an element and leaves its size; a new one has the size of its kind', async () => {
  const { url } = await startWithBoard()
  await patch(`${url}/elements`, { add: [{ kind: 'note', id: 'a-note-placed', at: [30, 40], text: 'Hello' }, SQUARE] })
  await patch(`${url}/elements`, { change: [{ id: SQUARE.id, at: [500, -20] }] })
  const matrixOf = async (id: string) =>
    ((await (await fetch(`${url}/elements/${id}`)).json()) as { matrix: number[] }).matrix
  expect(await matrixOf('a-note-placed')).toEqual([200, 0, 0, 200, 30, 40])
  expect(await matrixOf(SQUARE.id)).toEqual([SQUARE.box[2], 0, 0, SQUARE.box[3], 500, -20])
})

it('[API6] elements come a page at a time, chosen by kind, frame and id', async () => {
  const { url } = await startWithBoard()
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
  const { url } = await startWithBoard()
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
  const { server, id, url } = await startWithBoard()
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
  const { server, url } = await startWithBoard()
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  board.add(KINDS.flatMap(specimensOf))
  const file = encodeBoardFile(boardFileOf(board))
  await send('POST', `${url}/import`, file)
  const list = async (of: string) => ((await (await fetch(`${of}/elements`)).json()) as { elements: object[] }).elements
  const there = `${server.url}/api/boards/${await newBoard(server)}`
  const add = await list(url)
  expect(await (await patch(`${there}/elements`, { add })).json()).toMatchObject({ removed: [] })
  expect(await list(there)).toEqual(add)
  expect(add).toHaveLength(board.size)
})

it('[API9] a board is full for programs as for people, and takes deletions', async () => {
  const server = await start({}, { limits: { boardElements: 2 } })
  const url = `${server.url}/api/boards/${await newBoard(server)}/elements`
  const note = { kind: 'note', box: [0, 0, 10, 10] }
  const { added } = (await (await patch(url, { add: [note, note] })).json()) as { added: string[] }
  expect(await codeOf(await patch(url, { add: [note] }))).toBe('board-full')
  expect((await patch(url, { remove: added })).status).toBe(200)
})
