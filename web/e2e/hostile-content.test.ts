import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { LIMITS } from '#board/limits.ts'
import { type Drawbridge, startDrawbridge } from './drawbridge.ts'
import { putFile } from './from-outside.ts'
import { useWorld } from './world.ts'

const world = useWorld()
/** One that takes its time: what is drawn here is drawn, whatever else the machine has to do. */
let server: Drawbridge

/** What asked the trap for something: a server that nothing on a board may ever ask. */
const caught: string[] = []
const trap = createServer((request, response) => {
  caught.push(request.url ?? '')
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.end()
})
let trapUrl = ''

beforeAll(async () => {
  server = await startDrawbridge({ LIMIT_PICTURE_MILLISECONDS: '120000' })
  trap.listen(0, '127.0.0.1')
  await once(trap, 'listening')
  trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
})
afterAll(async () => {
  trap.close()
  await server.dispose()
})

/** What does something, wherever it isn't taken for words. */
const payloads = (to: string): readonly string[] => [
  '<script>pwned()</script>',
  `<img src="${to}/img" onerror="pwned()">`,
  `"><svg onload="pwned()"><image href="${to}/svg"/></svg>`,
  "' onload='pwned()' x='",
  ']]></style><script>pwned()</script>',
  `</title></text></svg><script>pwned()</script><iframe src="${to}/frame"></iframe>`,
  `url(${to}/css) ; } * { background: url(${to}/css2) }`,
  `@import url(${to}/import);`,
  'javascript:pwned()',
  String.raw`\href{javascript:pwned()}{click} \url{${to}/url} \htmlData{onclick=pwned()}{x} \htmlStyle{background:url(${to}/style)}{y}`,
  String.raw`\includegraphics[width=1em]{${to}/tex} \def\x{\x\x}\x`,
  '&lt;script&gt;pwned()&lt;/script&gt; &#x3c;script>pwned()</script>',
  `<?xml-stylesheet href="${to}/xsl"?><!DOCTYPE x [<!ENTITY e SYSTEM "${to}/xxe">]>&e;`,
  `<a xlink:href="javascript:pwned()"><use href="${to}/use#x"/><foreignObject><body onload="pwned()"/></foreignObject></a>`,
]

const KINDS = ['text', 'note', 'shape', 'code', 'formula', 'frame', 'table', 'image', 'iframe'] as const
type Kind = (typeof KINDS)[number]
/** Their words are measured letter by letter to be drawn, which takes time. */
const FITTED: ReadonlySet<string> = new Set(['text', 'note', 'shape'])
const idOf = (kind: string, index: number) => `${kind}-hostile-${String(index).padStart(4, '0')}`

/** Kinds that say their words in texts. */
const TYPED: ReadonlySet<string> = new Set(['text', 'note', 'shape', 'code', 'formula', 'table'])

/** Where else a kind takes words. */
function fieldsOf(kind: Kind, word: string, file: string): object {
  if (kind === 'frame') return { name: word.slice(0, LIMITS.frameNameLength) }
  if (kind === 'iframe') return { src: word, html: word, href: word, onload: word, style: word }
  if (kind === 'image') return { file, natural: [1, 1], alt: word }
  return kind === 'table' ? { 'row-a': 'a0', 'column-a': 'a0' } : {}
}

/** Every payload in every place for words of every kind, as any client could write it. */
function fill(doc: Y.Doc, kinds: readonly Kind[], words: readonly string[], file: string): void {
  const texts = doc.getMap('texts')
  const records = kinds.flatMap((kind, row) =>
    words.slice(0, FITTED.has(kind) ? 4 : words.length).map((word, column) => {
      const id = idOf(kind, column)
      if (TYPED.has(kind)) texts.set(kind === 'table' ? `${id}/a-a` : id, new Y.Text(word))
      const size = kind === 'note' || kind === 'shape' || !TYPED.has(kind) ? [120, 0, 0, 80] : [1, 0, 0, 1]
      const born = { id, kind, z: `a${String(row)}`, matrix: [...size, column * 150, row * 110] }
      return Object.assign(born, fieldsOf(kind, word, file))
    }),
  )
  doc.getArray('elements').push(records)
  for (const [index, whole] of words.entries()) {
    const word = whole.slice(0, LIMITS.sectionNameLength)
    doc.getMap('pages').set(`page-hostile-${String(index).padStart(4, '0')}/name`, word)
    doc.getMap('layers').set(`layer-hostile-${String(index).padStart(4, '0')}/name`, word)
  }
  doc.getMap('meta').set('title', words[5]?.slice(0, LIMITS.titleLength))
}

/** A context in which nothing may run and nothing may be asked for but from our server; answers how to ask whether something did. */
async function watched(): Promise<{ context: BrowserContext; page: Page; wrong: string[] }> {
  const context = await world.browser.newContext({ viewport: { width: 1000, height: 700 } })
  const wrong: string[] = []
  await context.exposeFunction('pwned', () => void wrong.push('a script ran'))
  context.on('request', (request) => {
    const url = request.url()
    if (!/^(?:data|blob|about):/.test(url) && !url.startsWith(server.url)) wrong.push(url)
  })
  context.on('dialog', (dialog) => void dialog.dismiss().then(() => wrong.push('a dialog')))
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return { context, page, wrong }
}

async function ready(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForFunction(() => document.documentElement.dataset['board'] === 'ready')
  await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
  await page.waitForFunction(() => document.documentElement.dataset['paint'] === 'settled')
}

const TINY_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
)

/** A board full of it, and somebody on it who is called so. */
async function hostileBoard(
  kinds: readonly Kind[] = KINDS,
): Promise<{ readonly id: string; readonly leave: () => void }> {
  const { url } = server
  const id = await server.newBoard()
  const file = await putFile(url, id, TINY_PNG, 'image/png')
  const words = payloads(trapUrl)
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, id, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  const refused = new Promise((_, reject) =>
    provider.on('connection-close', (event) => reject(new Error(event?.reason))),
  )
  doc.transact(() => fill(doc, kinds, words, file))
  provider.awareness.setLocalStateField('user', { name: words[1], color: words[6] })
  const count = doc.getArray('elements').length
  const stored = async () =>
    ((await (await fetch(`${url}/api/boards/${id}/elements?limit=1`)).json()) as { readonly total: number }).total
  await Promise.race([expect.poll(stored).toBe(count), refused])
  refused.catch(() => undefined)
  return {
    id,
    leave: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}

it('[SAFE1] whatever words a board holds, its page runs none of them and asks nobody for anything', async () => {
  const { id, leave } = await hostileBoard()
  const { context, page, wrong } = await watched()
  try {
    await ready(page, `${server.url}/b/${id}`)
    await page.keyboard.press('Control+f')
    await page.getByRole('option').first().waitFor()
    await ready(page, `${server.url}/embed/${id}`)
    expect([wrong, caught]).toEqual([[], []])
  } finally {
    leave()
    await context.close()
  }
})

it('[SAFE2] every export of such a board, opened in a browser, runs nothing and asks nobody for anything', async () => {
  const { id, leave } = await hostileBoard(['text', 'frame', 'table', 'image', 'iframe'])
  const { context, page, wrong } = await watched()
  try {
    const { url } = server
    const snapshot = async (format: string) => (await fetch(`${url}/api/boards/${id}/snapshot.${format}`)).text()
    for (const format of ['svg', 'json', 'excalidraw'])
      expect((await page.goto(`${url}/api/boards/${id}/snapshot.${format}`))?.status()).toBe(200)
    // As somebody puts it into a page of theirs, which no policy of ours protects.
    await page.goto('about:blank')
    await page.setContent(`<!doctype html><title>theirs</title>${await snapshot('svg')}`)
    await page.locator('svg text').first().waitFor({ state: 'attached' })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(await snapshot('pdf')).not.toMatch(/\/(?:JavaScript|JS|Launch|EmbeddedFile|SubmitForm)\b|javascript:/i)
    const copy = await server.newBoard()
    const imported = await fetch(`${url}/api/boards/${copy}/import`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: await snapshot('json'),
    })
    expect(imported.status).toBe(200)
    await ready(page, `${url}/b/${copy}`)
    expect([wrong, caught]).toEqual([[], []])
  } finally {
    leave()
    await context.close()
  }
})

it('[SAFE3] what would do something as a colour, a font, a link or a file is no part of a board', async () => {
  const { url } = server
  const id = await server.newBoard()
  const add = (fields: object) =>
    fetch(`${url}/api/boards/${id}/elements`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ add: [{ kind: 'note', box: [0, 0, 100, 100], text: 'note', ...fields }] }),
    })
  for (const word of payloads(trapUrl))
    for (const field of ['color', 'fill', 'font', 'link'])
      expect([field, word, (await add({ [field]: word })).status]).toEqual([field, word, 400])
  const script = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="pwned()"/>`)
  const page = Buffer.concat([TINY_PNG, Buffer.from('<script>pwned()</script>')])
  for (const file of [script, page])
    await expect(putFile(url, id, file, 'image/png')).rejects.toThrow(/answered 4(?:15|22)/)
})

const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

const storedOn = async (id: string) =>
  (await (await fetch(`${server.url}/api/boards/${id}/elements`)).json()) as {
    readonly total: number
    readonly elements: readonly { readonly link?: string }[]
  }

it('[SAFE4] a drawing of another program that is put on a board brings no script, no link that runs one, and asks nobody', async () => {
  const { url } = server
  const id = await server.newBoard()
  const { context, page, wrong } = await watched()
  try {
    await ready(page, `${url}/b/${id}`)
    const words = payloads(trapUrl)
    const base = { x: 0, y: 0, width: 100, height: 60, angle: 0, opacity: 100, strokeWidth: 1, seed: 1, version: 1 }
    const elements = words.flatMap((word, index) => [
      {
        ...base,
        id: `t${index}`,
        type: 'text',
        text: word,
        fontSize: 20,
        fontFamily: word,
        strokeColor: word,
        link: word,
      },
      { ...base, id: `r${index}`, type: 'rectangle', backgroundColor: word, strokeColor: word, link: word },
      { ...base, id: `e${index}`, type: 'embeddable', link: `${trapUrl}/embeddable` },
      { ...base, id: `f${index}`, type: 'frame', name: word },
      { ...base, id: `i${index}`, type: 'image', fileId: 'file', status: 'saved' },
    ])
    const svg = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" onload="pwned()"><image href="${trapUrl}/image"/></svg>`)}`
    const files = { file: { id: 'file', mimeType: 'image/svg+xml', dataURL: svg, created: 1 } }
    const text = JSON.stringify({ type: 'excalidraw', version: 2, source: trapUrl, elements, appState: {}, files })
    await paste(page, text)
    const stored = () => storedOn(id)
    await expect.poll(async () => (await stored()).total, { timeout: 20_000 }).toBeGreaterThan(words.length)
    await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
    await ready(page, `${url}/b/${id}`)
    expect((await stored()).elements.filter(({ link }) => link?.startsWith('javascript'))).toEqual([])
    expect([wrong, caught]).toEqual([[], []])
  } finally {
    await context.close()
  }
})

const quoted = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** An SVG that does whatever one can: what can be told as words is, the rest stands in it as it is. */
const hostileSvg = (words: readonly string[], to: string): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 900 900" onload="pwned()">`,
    `<style>@import url(${to}/import); rect { fill: url(${to}/fill); }</style><script>pwned()</script><script href="${to}/script"/>`,
    `<image href="${to}/image" width="9" height="9"/><use href="${to}/use#x"/><feImage href="${to}/fe"/>`,
    `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="pwned()"><img src="${to}/html"/></body></foreignObject>`,
    `<a xlink:href="javascript:pwned()"><rect width="90" height="50" onclick="pwned()"/></a>`,
    `<rect x="1" y="1" width="50" height="50"><animate attributeName="href" to="javascript:pwned()" onbegin="pwned()"/></rect>`,
    ...words.map(
      (word, i) => `<text y="${i * 40}" font-family="${quoted(word)}" fill="${quoted(word)}">${quoted(word)}</text>`,
    ),
    '</svg>',
  ].join('')

it('[SAFE5] an SVG, a flowchart and a list that are put on a board bring words and shapes, run nothing and ask nobody', async () => {
  const id = await server.newBoard()
  const { context, page, wrong } = await watched()
  try {
    await ready(page, `${server.url}/b/${id}`)
    const words = payloads(trapUrl)
    const files = [
      { name: '<img src=x onerror=pwned()>.svg', mimeType: 'image/svg+xml', text: hostileSvg(words, trapUrl) },
      {
        name: 'flow.mmd',
        mimeType: 'text/plain',
        text: `graph TD\n a["${words[1]?.replaceAll('"', "'")}"] --> b\n click a href "javascript:pwned()"\n`,
      },
      {
        name: 'list.csv',
        mimeType: 'text/csv',
        text: words.map((word) => `"${word.replaceAll('"', '""')}",1`).join('\n'),
      },
    ]
    for (const { text, ...file } of files) {
      const before = (await storedOn(id)).total
      await page.keyboard.press('Control+o')
      const dialog = page.getByRole('dialog', { name: 'Open a file' })
      await dialog.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from(text) })
      await dialog.getByRole('button', { name: 'Put on the board' }).click()
      await expect.poll(async () => (await storedOn(id)).total, { timeout: 20_000 }).toBeGreaterThan(before)
    }
    await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
    await ready(page, `${server.url}/b/${id}`)
    expect((await storedOn(id)).elements.filter(({ link }) => link?.startsWith('javascript'))).toEqual([])
    await page.goto('about:blank')
    const svg = await (await fetch(`${server.url}/b/${id}.svg`)).text()
    await page.setContent(`<!doctype html><title>theirs</title>${svg}`)
    await page.locator('svg text, svg path').first().waitFor({ state: 'attached' })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect([wrong, caught]).toEqual([[], []])
  } finally {
    await context.close()
  }
})
