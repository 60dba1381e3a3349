import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { LIMITS } from '#board/limits.ts'
import type { Drawbridge } from './drawbridge.ts'
import { putFile } from './from-outside.ts'
import { whileTestsRun } from './while-tests-run.ts'

/** A server that nothing on a board may ever ask. */
interface Trap {
  readonly url: string
  /** What somebody asked it for. */
  readonly caught: readonly string[]
  close(): void
}

async function setTrap(): Promise<Trap> {
  const caught: string[] = []
  const trap = createServer((request, response) => {
    caught.push(request.url ?? '')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end()
  })
  trap.listen(0, '127.0.0.1')
  await once(trap, 'listening')
  const { port } = trap.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, caught, close: () => void trap.close() }
}

/** To be called at the top of a test file: a trap that is set from the first test to the last. */
export const useTrap = (): Trap => whileTestsRun(setTrap, (trap) => trap.close())

/** What does something, wherever it isn't taken for words. */
export const payloads = (to: string): readonly string[] => [
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
export type Kind = (typeof KINDS)[number]
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

export interface Watched {
  readonly context: BrowserContext
  readonly page: Page
  readonly wrong: string[]
}

/** A context in which nothing may run and nothing may be asked for but from our server; answers how to ask whether something did. */
export async function watched(browser: Browser, origin: string): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } })
  const wrong: string[] = []
  await context.exposeFunction('pwned', () => void wrong.push('a script ran'))
  context.on('request', (request) => {
    const url = request.url()
    if (!/^(?:data|blob|about):/.test(url) && !url.startsWith(origin)) wrong.push(url)
  })
  context.on('dialog', (dialog) => void dialog.dismiss().then(() => wrong.push('a dialog')))
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return { context, page, wrong }
}

export async function ready(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForFunction(() => document.documentElement.dataset['board'] === 'ready')
  await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
  await page.waitForFunction(() => document.documentElement.dataset['paint'] === 'settled')
}

export const TINY_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
)

/** A client that draws what it likes, and what it says of who sits there. */
interface Intruder {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  leave(): void
}

/** Draws on a board past everything that a page would look at. Rejects with the server's words when it takes none of it. */
export async function intrude(url: string, board: string, draw: (doc: Y.Doc) => void): Promise<Intruder> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, board, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  const leave = () => {
    provider.destroy()
    doc.destroy()
  }
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  const refused = new Promise((_, reject) =>
    provider.on('connection-close', (event) => reject(new Error(event?.reason))),
  )
  refused.catch(leave)
  doc.transact(() => draw(doc))
  const count = doc.getArray('elements').length
  const stored = async () =>
    ((await (await fetch(`${url}/api/boards/${board}/elements?limit=1`)).json()) as { readonly total: number }).total
  await Promise.race([expect.poll(stored).toBe(count), refused])
  return { doc, provider, leave }
}

/** A board full of it, and somebody on it who is called so. */
export async function hostileBoard(
  { url, newBoard }: Pick<Drawbridge, 'url' | 'newBoard'>,
  to: string,
  kinds: readonly Kind[] = KINDS,
): Promise<{ readonly id: string; readonly leave: () => void }> {
  const id = await newBoard()
  const file = await putFile(url, id, TINY_PNG, 'image/png')
  const words = payloads(to)
  const { provider, leave } = await intrude(url, id, (doc) => fill(doc, kinds, words, file))
  provider.awareness.setLocalStateField('user', { name: words[1], color: words[6] })
  return { id, leave }
}
