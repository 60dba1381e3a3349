import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeTokens } from '#board/elements/code/tokens.ts'
import { encodeFormula } from '#board/elements/formula/set-formula.ts'
import { markOf } from '#board/elements/made-of.ts'
import * as Y from 'yjs'
import { program } from '../../server/testing/programs.ts'
import { putElements } from './from-outside.ts'
import { hostileBoard, intrude, payloads, ready, useTrap, watched } from './hostile-board.ts'
import { useWorld } from './world.ts'

/** Its server takes its time: what is drawn here is drawn, whatever else the machine has to do. */
const world = useWorld({ settings: { LIMIT_PICTURE_MILLISECONDS: '120000' } })
const trap = useTrap()
const qpdf = program('qpdf')
/** What links may be called, characters. */
const LABEL_LENGTH = 60
/** Files as somebody finds them elsewhere, where no policy of ours protects who opens them. */
const files = new Map<string, Uint8Array>()
const elsewhere = createServer((request, response) => {
  const file = files.get(request.url ?? '')
  if (file) response.setHeader('Content-Type', 'application/pdf').end(file)
  else response.writeHead(404).end()
})
let elsewhereUrl = ''

beforeAll(async () => {
  elsewhere.listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
})
afterAll(() => void elsewhere.close())

/** Opens a PDF in the browser's own viewer, until it shows it; false where the browser has none. */
async function openPdf(page: Page, name: string, bytes: Uint8Array): Promise<boolean> {
  files.set(`/${name}.pdf`, bytes)
  // A browser without a viewer saves the file instead.
  const opened = await page.goto(`${elsewhereUrl}/${name}.pdf`).catch(() => null)
  if (opened === null) return false
  const viewer = () => page.frames().find((frame) => frame.url().startsWith('chrome-extension://'))
  const isShown = () =>
    viewer()?.evaluate(() => {
      const shown = document.querySelector<Element & { readonly documentDimensions?: object | null }>('pdf-viewer')
      return Boolean(shown?.documentDimensions)
    })
  await expect.poll(() => Promise.resolve(isShown()).catch(() => false), { timeout: 20_000 }).toBe(true)
  return true
}

/** A PDF that does what ours must not: that it is noticed proves that nothing would be missed. */
const scripted = (to: string): Uint8Array =>
  Buffer.from(
    [
      '%PDF-1.4',
      `1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\('${to}'\\))>>>>endobj`,
      '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>endobj',
      'trailer<</Root 1 0 R>>',
    ].join('\n'),
  )

/** What a page of the browser says by itself. */
function dialogsOf(context: BrowserContext): string[] {
  const said: string[] = []
  context.on('dialog', (dialog) => void said.push(dialog.message()))
  return said
}

const snapshot = async (id: string, format: string): Promise<Uint8Array> => {
  const answer = await fetch(`${world.server.url}/api/boards/${id}/snapshot.${format}`)
  expect([format, answer.status]).toEqual([format, 200])
  return new Uint8Array(await answer.arrayBuffer())
}

it('[SAFE6] the PDF of a hostile board, opened in the browser’s viewer, runs nothing and asks nobody; one that does is noticed', async ({
  skip,
}) => {
  const { id, leave } = await hostileBoard(world.server, trap.url, ['text', 'frame', 'table', 'image', 'iframe'])
  const { context, page, wrong } = await watched(world.browser, world.server.url)
  const said = dialogsOf(context)
  try {
    const hasViewer = await openPdf(page, 'scripted', scripted('a script ran'))
    if (!hasViewer) return skip('this Chromium shows no PDFs: qpdf reads them instead')
    await expect.poll(() => said).toEqual(['a script ran'])
    said.length = 0
    await openPdf(page, 'board', await snapshot(id, 'pdf'))
    const foreign = wrong.filter((what) => !what.startsWith(elsewhereUrl) && !what.startsWith('chrome'))
    expect([said, foreign.filter((what) => what !== 'a dialog'), trap.caught]).toEqual([[], [], []])
    return undefined
  } finally {
    leave()
    await context.close()
  }
})

/** What a PDF may do beside being looked at, by any name that the format has for it. */
const DEEDS =
  /"\/(?:JS|JavaScript|Launch|OpenAction|AA|SubmitForm|ImportData|GoToR|GoToE|EmbeddedFiles?|RichMedia|Movie|Sound|XFA|AcroForm)"/

qpdf.it(
  '[SAFE6] qpdf finds the PDF of a hostile board whole, with links to the web alone, and nothing that does anything',
  async () => {
    const { id, leave } = await hostileBoard(world.server, trap.url, ['text', 'frame', 'table', 'image', 'iframe'])
    leave()
    await putElements(world.server.url, id, [{ kind: 'note', box: [0, 0, 100, 100], text: 'led', link: LINK }])
    const pdf = await snapshot(id, 'pdf')
    expect(qpdf.run(pdf, ['--check'])).toContain('No syntax or stream encoding errors found')
    const json = qpdf.run(pdf, ['--json=1', '--json-key=objects'])
    expect(json).not.toMatch(DEEDS)
    const links = Array.from(json.matchAll(/"\/URI": "([^"]*)"/g), ([, link]) => link)
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) expect(link).toMatch(/^(?:https?|mailto):/)
  },
)

/** As somebody writes it who wants to break out of what it stands in. */
const LINK = 'https://example.org/?)/S/JavaScript/JS(app.alert(1))&x=%3Cscript%3E'

const FAR = 1e12
const [WORDS, LANGUAGE] = ['x', 'javascript']

/** Outlines and colours that say of themselves that they were made of these words, and are as large, as many or as far as bytes can say. */
function hostileMade(): readonly Readonly<Record<string, unknown>>[] {
  const ops = Uint8Array.of(0, 1, 2, 3, 4)
  const far = [-FAR, FAR, FAR, -FAR, 0, FAR, -FAR, 0, FAR, FAR, -FAR, -FAR, 0, 0]
  const shape = (coordinates: readonly number[]) => ({
    color: '#ff0000',
    path: { ops, coordinates: Float64Array.from(coordinates) },
  })
  const mark = markOf(WORDS)
  const formulas = [
    { mark, width: FAR, height: FAR, shapes: [shape(far)] },
    { mark, width: 0.001, height: FAR, shapes: [shape(far.map((value) => -value))] },
    { mark, width: 1, height: 1, shapes: Array.from({ length: 400 }, (_, at) => shape(far.map((v) => v / (at + 1)))) },
    { mark: mark + 1, width: 1, height: 1, shapes: [] },
  ].map((set) => ({ kind: 'formula', set: encodeFormula(set) }))
  const stretches = [
    [{ length: 2 ** 40, color: 1 }],
    Array.from({ length: 5_000 }, (_, at) => ({ length: 1, color: at % 9 })),
  ]
  const programmes = stretches.map((all) => ({
    kind: 'code',
    language: LANGUAGE,
    tokens: encodeTokens({ mark: markOf(LANGUAGE, WORDS), stretches: all }),
  }))
  return [...formulas, ...programmes]
}

/** Elements of these fields, with their words. */
const putRaw = (board: string, elements: readonly Readonly<Record<string, unknown>>[]) =>
  intrude(world.server.url, board, (doc) => {
    const records = elements.map((fields, at) => {
      const id = `${crypto.randomUUID().slice(0, 8)}-made-${at}`
      doc.getMap('texts').set(id, new Y.Text(WORDS))
      return Object.assign({ id, z: 'a0', matrix: [1, 0, 0, 1, at * 50, 0] }, fields)
    })
    doc.getArray('elements').push(records)
  })

it('[SAFE7] formulas and programmes that come set, as far and as much as bytes can say, stop neither the page nor an export; other bytes are refused', async () => {
  const id = await world.server.newBoard()
  ;(await putRaw(id, hostileMade())).leave()
  for (const [kind, field] of [
    ['formula', 'set'],
    ['code', 'tokens'],
  ] as const)
    for (const broken of [
      [1, 255, 255, 255],
      [2, 0, 0],
      [1, 0, 0, 0, 255, 255, 255, 127],
    ])
      await expect(putRaw(id, [{ kind, [field]: Uint8Array.from(broken) }])).rejects.toThrow(field)
  const { context, page, wrong } = await watched(world.browser, world.server.url)
  try {
    await ready(page, `${world.server.url}/b/${id}`)
    for (const format of ['svg', 'png', 'pdf', 'json', 'excalidraw']) await snapshot(id, format)
    await ready(page, `${world.server.url}/embed/${id}`)
    expect([wrong, trap.caught]).toEqual([[], []])
  } finally {
    await context.close()
  }
})

it('[SAFE8] what links are called is words in the Share dialog and its history, whatever it is', async () => {
  const { links } = await world.server.newLinkedBoard()
  const { context, page, wrong } = await watched(world.browser, world.server.url)
  try {
    const own = new URL(links.own)
    const api = `${world.server.url}/api/boards/${own.pathname.slice('/b/'.length)}`
    const headers = { 'Content-Type': 'application/json' }
    const opened = await fetch(`${api}/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ link: own.hash.slice('#k='.length) }),
    })
    const { token } = (await opened.json()) as { readonly token: string }
    const labels = payloads(trap.url).map((word) => word.slice(0, LABEL_LENGTH).trim())
    for (const label of labels) {
      const body = JSON.stringify({ role: 'view', label })
      const made = await fetch(`${api}/links`, {
        method: 'POST',
        headers: { ...headers, Authorization: `Bearer ${token}` },
        body,
      })
      expect(made.status).toBe(201)
    }
    await ready(page, links.own)
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByText(`View link, ${labels[0]}`, { exact: true }).waitFor()
    await page.getByText('What was changed here').click()
    await page.getByText(`Link added: View, ${labels[0]}`).waitFor()
    for (const details of await page.getByText(/^Details: /).all()) await details.click()
    expect([wrong, trap.caught]).toEqual([[], []])
  } finally {
    await context.close()
  }
})
