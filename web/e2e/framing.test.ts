import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Board, Mount } from '../src/embed/api/embed-api.ts'
import type { LinkedBoard } from './drawbridge.ts'
import { useSite } from './site.ts'
import { violations } from './violations.ts'
import { usePerson, useWorld } from './world.ts'

const world = useWorld()
/** Two sites that are not ours: the first may show what is listed. */
const [listed, other] = [useSite(), useSite()]
const reader = usePerson(world)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-pages-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const embedOf = ({ links }: LinkedBoard, query = '') => links.view.replace('/b/', '/embed/').replace('#', `${query}#`)

/** A board that the first site may show, and nobody else. */
async function listedBoard(): Promise<LinkedBoard> {
  const board = await world.server.newLinkedBoard()
  const link = new URL(board.links.own).hash.slice('#k='.length)
  const call = async (method: string, path: string, body: object, token = '') => {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
    const url = `${world.server.url}/api/boards/${board.id}/${path}`
    return (await (await fetch(url, { method, headers, body: JSON.stringify(body) })).json()) as { token: string }
  }
  const { token } = await call('POST', 'session', { link })
  await call('PATCH', 'access', { sites: [listed.origin] }, token)
  return board
}

const pageWith = (frame: string) => `<!doctype html><html lang="en"><title>host</title><body>${frame}`
const frameOf = (src: string, attributes = '') =>
  `<iframe title="Board" width="700" height="480" ${attributes} src="${src}"></iframe>`
const escaped = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** The address of a page without an origin. */
async function fileWith(html: string): Promise<string> {
  const file = join(folder, 'page.html')
  await writeFile(file, html)
  return pathToFileURL(file).href
}

/** The note instead of a board, with a way to it. */
async function expectNote(page: Page, board: LinkedBoard, title = 'This board isn’t shown here'): Promise<void> {
  const note = page.frameLocator('iframe')
  await note.getByRole('heading', { name: title }).waitFor()
  // The secret comes from the frame's own address, by a script.
  await expect.poll(() => note.getByRole('link').getAttribute('href')).toBe(board.links.view)
}

const isShown = (page: Page) => page.frameLocator('iframe').locator('html[data-board=ready][data-sync=saved]').waitFor()

it('[ACC47] a page without an origin shows a board that any site may show', async () => {
  const board = await world.server.newLinkedBoard()
  const { page } = reader
  await page.goto(await fileWith(pageWith(frameOf(embedOf(board)))))
  expect(await page.evaluate(() => self.origin)).toBe('null')
  await isShown(page)
})

interface HostWindow extends Window {
  Drawbridge: { mount: Mount }
  board: Board
}
declare const window: HostWindow

it('[HOST14] a page without an origin talks with the board that it shows', async () => {
  const board = await world.server.newLinkedBoard()
  const { page } = reader
  await page.goto(await fileWith(pageWith(`<main></main><script src="${world.server.url}/embed.js"></script>`)))
  const added = await page.evaluate(async (src) => {
    window.board = window.Drawbridge.mount(document.querySelector('main')!, { src })
    await window.board.addElements([{ kind: 'note', matrix: [1, 0, 0, 1, 0, 0], text: 'From a file' }])
    return window.board.getElements()
  }, board.links.edit)
  expect(added).toMatchObject([{ kind: 'note', text: 'From a file' }])
})

it('[ACC33] a listed site shows the board, another shows a note with a link that opens it', async () => {
  const board = await listedBoard()
  listed.show(pageWith(frameOf(embedOf(board))))
  await reader.page.goto(listed.origin)
  await isShown(reader.page)
  other.show(pageWith(frameOf(embedOf(board))))
  await reader.page.goto(other.origin)
  await expectNote(reader.page, board)
  expect(await violations(reader.page.frames()[1]!)).toEqual([])
})

it('[ACC48] a page that hides where it is from shows the board where it may, and the note where it may not', async () => {
  const board = await listedBoard()
  const hiding = pageWith(frameOf(embedOf(board, '?readonly'), 'referrerpolicy="no-referrer"'))
  listed.show(hiding)
  await reader.page.goto(listed.origin)
  await isShown(reader.page)
  other.show(hiding)
  await reader.page.goto(other.origin)
  await expectNote(reader.page, board)
})

it('[ACC48] a page without an origin shows the note for a board that some sites may show', async () => {
  const board = await listedBoard()
  await reader.page.goto(await fileWith(pageWith(frameOf(embedOf(board)))))
  await expectNote(reader.page, board)
})

it('[ACC48] a page that lies about where it is from shows nothing: its browser holds it to the list', async () => {
  const board = await listedBoard()
  other.show(pageWith(frameOf(embedOf(board, `?site=${listed.origin}`), 'referrerpolicy="no-referrer"')))
  const { page } = reader
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
  await page.goto(other.origin)
  await refused
  const framed = page.frames().map((frame) => frame.url())
  expect(framed).not.toContainEqual(expect.stringContaining(world.server.url))
})

it('[ACC48] so does a page of a listed site in a page of another', async () => {
  const board = await listedBoard()
  listed.show(pageWith(frameOf(embedOf(board), 'referrerpolicy="no-referrer"')))
  other.show(pageWith(frameOf(listed.origin)))
  await reader.page.goto(other.origin)
  const inner = reader.page.frameLocator('iframe').frameLocator('iframe')
  await inner.getByRole('heading', { name: 'This board isn’t shown here' }).waitFor()
})

it.each([
  ['any site may show', () => world.server.newLinkedBoard()],
  ['some sites may show', () => listedBoard()],
])(
  '[ACC49] a frame that its sandbox leaves without an origin says why there is no board: one that %s',
  async (_, make) => {
    const board = await make()
    const sandbox = 'sandbox="allow-scripts allow-popups"'
    const hosts = [
      frameOf(embedOf(board), sandbox),
      // A page without an origin: what it shows is in the same sandbox.
      `<iframe title="host" ${sandbox} width="750" height="600" srcdoc="${escaped(pageWith(frameOf(embedOf(board))))}"></iframe>`,
    ]
    for (const [depth, html] of hosts.entries()) {
      listed.show(pageWith(html))
      await reader.page.goto(listed.origin)
      const outer = reader.page.frameLocator('iframe')
      const note = depth === 0 ? outer : outer.frameLocator('iframe')
      await note.getByText('locks its frames up').waitFor()
      // The address itself: a sandbox may keep links from opening.
      await note.getByRole('link', { name: board.links.view }).waitFor()
    }
  },
)
