import { expect, onTestFinished, test } from 'vitest'
import { createBoardFiles, type BoardFiles } from './board-files.ts'
import { openFileStore } from '../sync/file-store.ts'
import { wholeStatus } from './whole-status.ts'

const HASH = 'a'.repeat(64)
const FILE = { hash: HASH, type: 'image/png', bytes: Uint8Array.of(1, 2, 3) }

/** A server that answers as a test says; null: it can't be reached. */
function server(answer: () => Response | null) {
  const asked: string[] = []
  const request = async (path: string, { method = 'GET' }: RequestInit = {}): Promise<Response> => {
    asked.push(`${method} ${path}`)
    const response = answer()
    if (response === null) throw new TypeError('no network')
    return response
  }
  return { asked, request }
}

const refusal = (status: number, detail: string) => new Response(JSON.stringify({ detail }), { status })

function open(board: string, request: ReturnType<typeof server>['request'], database: string): BoardFiles {
  const files = createBoardFiles({ board, request }, (id) => openFileStore(id, database))
  onTestFinished(() => files.dispose())
  return files
}

test('[IMG24] a picture is here at once, and sent; then nothing waits', async () => {
  const { asked, request } = server(() => new Response(null, { status: 201 }))
  const files = open('board-one-1', request, crypto.randomUUID())
  const keeping = files.keep(FILE)
  expect(files.status.value.waiting).toBe(1)
  await keeping
  expect(await (await files.blobOf(HASH))?.arrayBuffer()).toEqual(FILE.bytes.buffer)
  await expect.poll(() => files.status.value).toEqual({ waiting: 0, kept: true, refused: null })
  expect(asked).toEqual([`PUT /files/${HASH}`])
})

test('[IMG25] without a network pictures wait in this browser, are shown after a reload, and are sent later', async () => {
  const database = crypto.randomUUID()
  const offline = server(() => null)
  const before = open('board-one-1', offline.request, database)
  await before.keep(FILE)
  expect(before.status.value).toEqual({ waiting: 1, kept: true, refused: null })
  before.dispose()

  const away = open('board-two-2', server(() => new Response(null, { status: 201 })).request, database)
  expect(await away.blobOf('b'.repeat(64))).toBeDefined()
  const after = open('board-one-1', server(() => null).request, database)
  expect(await after.blobOf(HASH)).toBeDefined()
  expect(after.status.value.waiting).toBe(1)
  after.dispose()

  const online = server(() => new Response(null, { status: 201 }))
  const last = open('board-one-1', online.request, database)
  await expect.poll(() => online.asked).toEqual([`PUT /files/${HASH}`])
  await expect.poll(() => last.status.value.waiting).toBe(0)
})

test('[IMG26] what the server refuses is said with its reason, and sent again when somebody asks', async () => {
  let answer = () => refusal(413, 'This board has as many pictures as it may.')
  const files = open('board-one-1', server(() => answer()).request, crypto.randomUUID())
  await files.keep(FILE)
  await expect
    .poll(() => files.status.value)
    .toMatchObject({
      waiting: 0,
      kept: true,
      refused: { count: 1, why: { reason: 'This board has as many pictures as it may.' } },
    })
  answer = () => new Response(null, { status: 201 })
  files.retry()
  await expect.poll(() => files.status.value).toEqual({ waiting: 0, kept: true, refused: null })
})

test('[IMG26] a server that has enough to do is asked again later', async () => {
  let answer = () => Response.json({ detail: 'Too many.' }, { status: 429, headers: { 'Retry-After': '30' } })
  const files = open('board-one-1', server(() => answer()).request, crypto.randomUUID())
  await files.keep(FILE)
  const waiting = { waiting: 1, kept: true, refused: null, waitSeconds: 30 }
  await expect.poll(() => files.status.value).toEqual(waiting)
  const slowed = { state: 'slowed', changes: 0, pictures: 1, waitSeconds: 30 }
  expect(wholeStatus({ state: 'saved' }, waiting)).toEqual(slowed)
  answer = () => new Response(null, { status: 201 })
  window.dispatchEvent(new Event('online'))
  await expect.poll(() => files.status.value).toEqual({ waiting: 0, kept: true, refused: null })
})

test('[IMG27] nothing is saved while a picture is not, and where a browser keeps nothing, that is said', async () => {
  const files = createBoardFiles({ board: 'board-one-1', request: server(() => null).request }, () =>
    Promise.reject(new Error('private mode')),
  )
  onTestFinished(() => files.dispose())
  await files.keep(FILE)
  expect(files.status.value).toEqual({ waiting: 1, kept: false, refused: null })
  expect(wholeStatus({ state: 'saved' }, files.status.value)).toEqual({ state: 'saving', changes: 0, pictures: 1 })
  expect(wholeStatus({ state: 'offline', changes: 2, kept: true, retrying: false }, files.status.value)).toMatchObject({
    changes: 2,
    pictures: 1,
    kept: false,
  })
})

test('[IMG28] pictures that are copied on one board are taken along to another', async () => {
  const database = crypto.randomUUID()
  const from = open('board-one-1', server(() => null).request, database)
  await from.keep(FILE)
  await from.lend([HASH])
  const { asked, request } = server(() => new Response(null, { status: 201 }))
  const to = open('board-two-2', request, database)
  await to.borrow([HASH])
  expect(await (await to.blobOf(HASH))?.arrayBuffer()).toEqual(FILE.bytes.buffer)
  await expect.poll(() => asked).toContain(`PUT /files/${HASH}`)
})

test('[IMG29] a picture that is not there yet is asked for again, and shown when it is', async () => {
  let answer = () => refusal(404, 'This board has no file of this name.')
  const { asked, request } = server(() => answer())
  const files = open('board-one-1', request, crypto.randomUUID())
  const arrivals: string[] = []
  files.onArrival((file) => arrivals.push(file))
  expect(await files.blobOf(HASH)).toBeUndefined()
  expect(await files.blobOf(HASH)).toBeUndefined()
  expect(asked).toHaveLength(1)
  answer = () => new Response('picture')
  window.dispatchEvent(new Event('online'))
  expect(arrivals).toEqual([HASH])
  expect(await (await files.blobOf(HASH))?.text()).toBe('picture')
})
