import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { heardBy, say, showFrame } from './drawio-page.ts'
import type { Message } from './recorded/drawio.ts'
import { useSite } from './site.ts'
import { violations } from './violations.ts'
import { usePerson, useWorld } from './world.ts'

const world = useWorld()
const site = useSite('<!doctype html><title>wiki</title><body></body>')
const host = usePerson(world)

/** Opens the editor as draw.io's hosts do. */
async function openEditor(query: string): Promise<Page> {
  await host.page.goto(site.origin)
  await showFrame(host.page, `${world.server.url}/?${query}`)
  return host.page
}

/** The newest message of an event, once there is one that fits. */
async function hear(page: Page, event: string, fits: Message = {}): Promise<Message> {
  const found = async () =>
    (await heardBy(page)).findLast(
      (message) =>
        (message['event'] ?? message['error']) === event &&
        Object.entries(fits).every(([key, value]) => message[key] === value),
    )
  await expect.poll(found, { timeout: 20_000 }).toBeDefined()
  return (await found())!
}

async function load(page: Page, message: object = {}): Promise<Message> {
  await hear(page, 'init')
  await say(page, { action: 'load', xml: '', ...message })
  return hear(page, 'load')
}

const editor = (page: Page) => page.frameLocator('iframe')

/** Draws a rectangle with the mouse. */
async function draw(page: Page): Promise<void> {
  await editor(page)
    .getByRole('radio', { name: /^rectangle/i })
    .click()
  await host.drag([
    [300, 200],
    [500, 320],
  ])
}

const count = (xml: unknown): number => (JSON.parse(String(xml)) as { elements: unknown[] }).elements.length

it('[DIO1] a host of draw.io edits a diagram, as its own library does: load, autosave, save, status, export, exit', async () => {
  const page = await openEditor('embed=1&ui=min&spin=1&proto=json&configure=1&libraries=1')
  await hear(page, 'configure')
  await say(page, { action: 'configure', config: { defaultFonts: ['Helvetica'] } })
  const loaded = await load(page, { autosave: 1, saveAndExit: '1', modified: 'unsavedChanges', title: 'Plans' })
  expect(loaded).toMatchObject({ scale: 1, bounds: { width: 0 } })
  await editor(page).getByRole('heading', { name: 'Plans' }).waitFor()

  await draw(page)
  expect(count((await hear(page, 'autosave'))['xml'])).toBe(1)
  await editor(page).getByText('Unsaved changes').waitFor()
  await editor(page).getByRole('button', { name: 'Save', exact: true }).click()
  const saved = await hear(page, 'save')
  expect(count(saved['xml'])).toBe(1)
  expect(saved['message']).toMatchObject({ action: 'load', title: 'Plans' })
  await say(page, { action: 'status', messageKey: 'allChangesSaved', modified: false })
  await editor(page).getByText('All changes saved').waitFor()

  await say(page, { action: 'export', format: 'xmlsvg', xml: saved['xml'], spinKey: 'export' })
  const exported = await hear(page, 'export', { format: 'xmlsvg' })
  expect(exported['data']).toMatch(/^data:image\/svg\+xml;base64,/)
  await editor(page).getByRole('button', { name: 'Exit', exact: true }).click()
  expect(await hear(page, 'exit')).toMatchObject({ modified: false })
})

it.each(['xmlsvg', 'xmlpng'])('[DIO2] what was kept as %s is edited again', async (format) => {
  const page = await openEditor('embed=1&proto=json')
  await load(page, { autosave: 1 })
  await draw(page)
  const { xml } = await hear(page, 'autosave')
  await say(page, { action: 'export', format })
  const { data } = await hear(page, 'export', { format })
  const again = await openEditor('embed=1&proto=json')
  expect((await load(again, { xml: data }))['xml']).toBe(xml)
})

it('[DIO3] merge, fit, viewport, spinner and actions do what hosts expect; what is not known is said', async () => {
  const page = await openEditor('proto=json&noExitBtn=1')
  await load(page)
  const elements = [{ id: 'rectangle-0001', kind: 'rectangle', matrix: [1, 0, 0, 1, 0, 0], width: 100, height: 80 }]
  const xml = JSON.stringify({ format: 'drawbridge/board', version: 1, elements })
  await say(page, { action: 'merge', xml })
  expect(await hear(page, 'merge')).toMatchObject({ error: null })
  await say(page, { action: 'merge', xml: '<mxfile/>' })
  await expect
    .poll(async () => (await hear(page, 'merge'))['error'], { timeout: 20_000 })
    .toMatch(/no board of Drawbridge/)
  await say(page, { action: 'viewport', viewport: { x: -200, y: -100, width: 400, height: 200 } })
  await say(page, { action: 'fit', border: 10, maxScale: 2 })
  await say(page, { action: 'spinner', show: true, message: 'Updating page' })
  await editor(page).getByText('Updating page').waitFor()
  await say(page, { action: 'spinner', show: false })
  await editor(page).getByText('Updating page').waitFor({ state: 'hidden' })
  await say(page, { action: 'invokeAction', actionName: 'selectAll' })
  await say(page, { action: 'invokeAction', actionName: 'delete' })
  await say(page, { action: 'export', format: 'json' })
  const { xml: emptied } = await hear(page, 'export', { format: 'json' })
  expect(count(emptied)).toBe(0)
  await say(page, { action: 'remoteInvoke', functionName: 'getInfo' })
  const { data } = await hear(page, 'unknownMessage')
  expect(JSON.parse(String(data))).toMatchObject({ action: 'remoteInvoke' })
  expect(await editor(page).getByRole('button', { name: 'Exit' }).count()).toBe(0)
})

it('[DIO7] a host asks for words, what becomes of a draft, and what to begin with', async () => {
  const page = await openEditor('embed=1&proto=json&spin=Loading+plans')
  await hear(page, 'init')
  await editor(page).getByText('Loading plans').waitFor()
  const dialog = editor(page).getByRole('dialog')

  await say(page, { action: 'prompt', title: 'Name of the plan', okKey: 'save', defaultValue: 'Plan' })
  await dialog.getByRole('button', { name: 'Save' }).waitFor()
  await expect
    .poll(
      () => dialog.getByRole('textbox').evaluate((field) => document.hasFocus() && field === document.activeElement),
      { timeout: 20_000 },
    )
    .toBe(true)
  await page.keyboard.type('Bridge')
  await page.keyboard.press('Enter')
  expect(await hear(page, 'prompt')).toMatchObject({ value: 'Bridge', message: { action: 'prompt' } })
  await say(page, { action: 'prompt', title: 'Another' })
  await dialog.getByRole('button', { name: 'Close' }).click()
  await hear(page, 'prompt-cancel')

  const draft = { action: 'draft', xml: '', name: 'Old plan', discardKey: 'discardChanges', ignore: true }
  await say(page, draft)
  await dialog.getByRole('button', { name: 'Discard changes' }).click()
  expect(await hear(page, 'draft')).toMatchObject({ result: 'discard' })
  await say(page, { ...draft, xml: '<mxfile/>' })
  await expect.poll(async () => (await hear(page, 'draft'))['error'], { timeout: 20_000 }).toMatch(/no board/)

  await say(page, { action: 'template', callback: true })
  await dialog.getByRole('button', { name: 'Flowchart' }).click()
  const { xml, blank, name } = await hear(page, 'template')
  expect([blank, name, count(xml) > 5]).toEqual([false, 'Flowchart', true])
  await say(page, { action: 'template' })
  await dialog.getByRole('button', { name: 'Blank' }).click()
  expect(count((await hear(page, 'load'))['xml'])).toBe(0)
  await say(page, { action: 'dialog', title: 'Done', message: 'All is there', button: 'Fine', modified: true })
  await dialog.getByText('All is there').waitFor()
  expect(await violations(page.frames()[1]!)).toEqual([])
  await dialog.getByRole('button', { name: 'Fine' }).click()
  await dialog.waitFor({ state: 'hidden' })
})

const box = (id: string, x: number) => ({ id, kind: 'shape', matrix: [100, 0, 0, 60, x, 0], text: id })
const boxX = (xml: unknown) => (JSON.parse(String(xml)) as { elements: { matrix: number[] }[] }).elements[0]?.matrix[4]
const arrow = (id: string, from: string, to: string) => ({
  id,
  kind: 'line',
  matrix: [1, 0, 0, 1, 0, 0],
  points: [0, 0, 1, 1],
  start: { id: from, x: 0.5, y: 0.5 },
  end: { id: to, x: 0.5, y: 0.5 },
})

it('[DIO8] a host has what is connected laid out, pictures as large as it wants, and all words', async () => {
  const page = await openEditor('embed=1&proto=json')
  const ids = ['shape-number-1', 'shape-number-2', 'shape-number-3']
  const elements = [
    ...ids.map((id, i) => box(id, i * 300)),
    arrow('arrow-one-two', ids[0]!, ids[1]!),
    arrow('arrow-one-three', ids[0]!, ids[2]!),
  ]
  await load(page, { xml: JSON.stringify({ format: 'drawbridge/board', version: 1, elements }) })
  await say(page, { action: 'layout', layouts: [{ layout: 'mxHierarchicalLayout', config: { orientation: 'north' } }] })
  await say(page, { action: 'export', format: 'json' })
  const { xml } = await hear(page, 'export', { format: 'json' })
  const drawn = (JSON.parse(String(xml)) as { elements: { id: string; matrix: number[] }[] }).elements
  const [first, ...others] = ids.map((id) => drawn.find((each) => each.id === id)!.matrix[5]!)
  expect(others).toEqual([first! + 140, first! + 140])

  await say(page, { action: 'export', format: 'png', width: 300, border: 10, transparent: true })
  const { data } = await hear(page, 'export', { format: 'png' })
  const png = Buffer.from(String(data).split(',')[1]!, 'base64')
  expect(png.readUInt32BE(16)).toBe(300)
  await say(page, { action: 'export', format: 'pdf' })
  expect((await hear(page, 'export', { format: 'pdf' }))['data']).toMatch(/^data:application\/pdf;base64,JVBERi/)
  await say(page, { action: 'textContent' })
  expect((await hear(page, 'textContent'))['data']).toBe(ids.join('\n'))
  await say(page, { action: 'layout', layouts: [{ layout: 'mxNothing' }] })
  await hear(page, 'there is no layout mxNothing')
})

it('[DIO10] a host opens links itself where it says so, and chooses the dark theme', async () => {
  const page = await openEditor('embed=1&proto=json&configure=1')
  await hear(page, 'configure')
  await say(page, { action: 'configure', config: { suppressNewWindows: true } })
  const elements = [
    { id: 'shape-number-1', kind: 'shape', matrix: [100, 0, 0, 60, 0, 0], link: 'https://example.org/a' },
  ]
  await load(page, { xml: JSON.stringify({ format: 'drawbridge/board', version: 1, elements }), dark: true })
  await editor(page).locator('html[data-theme=dark]').waitFor()
  await editor(page)
    .getByRole('button', { name: /^Open https:/ })
    .click()
  expect(await hear(page, 'openLink')).toMatchObject({ href: 'https://example.org/a', target: '_blank' })
  expect(page.context().pages()).toHaveLength(1)
})

it('[DIO4] what is no board of ours is not opened: nothing empty is saved over it', async () => {
  const page = await openEditor('embed=1&proto=json')
  await hear(page, 'init')
  await say(page, { action: 'load', autosave: 1, xml: '<mxfile><diagram>7VtR</diagram></mxfile>' })
  await hear(page, 'this is no board of Drawbridge, nor a picture that carries one')
  await load(page)
  const events = (await heardBy(page)).map((message) => message['event'] ?? 'error')
  expect(events).toEqual(['init', 'error', 'load'])
})

it('[DIO5] a board that a page holds asks nothing of the server once it is open, and leaves nothing there', async () => {
  const page = await openEditor('embed=1&proto=json')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  page.on('websocket', (socket) => asked.push(socket.url()))
  await load(page, { autosave: 1 })
  await draw(page)
  await hear(page, 'autosave')
  const pages = /^\/(embed|assets\/.*|theme\.js|favicon.*)?$/
  expect(asked.filter((path) => !pages.test(path))).toEqual([])
})

it('[DIO12] another file in a frame that is open is shown whole, and nothing is saved before somebody draws', async () => {
  const page = await openEditor('embed=1&proto=json')
  const fileAt = (x: number) =>
    JSON.stringify({ format: 'drawbridge/board', version: 1, elements: [box('shape-number-1', x)] })
  await load(page, { autosave: 1, xml: fileAt(0) })
  await load(page, { autosave: 1, xml: fileAt(9000) })
  await expect.poll(async () => boxX((await hear(page, 'load'))['xml']), { timeout: 20_000 }).toBe(9000)
  const { translate } = (await hear(page, 'load')) as { readonly translate?: { readonly x: number } }
  expect(9000 + translate!.x).toBeGreaterThan(0)
  expect(9100 + translate!.x).toBeLessThan(1000)
  await draw(page)
  await hear(page, 'autosave')
  const saved = (await heardBy(page)).filter(({ event }) => event === 'autosave')
  expect(saved.map(({ xml }) => count(xml))).toEqual([2])
})

it('[DIO13] numbers and wishes may be written as strings', async () => {
  const page = await openEditor('embed=1&proto=json')
  await load(page, {
    xml: JSON.stringify({ format: 'drawbridge/board', version: 1, elements: [box('shape-1-of-1', 0)] }),
  })
  await say(page, { action: 'export', format: 'png', width: '300', border: '10', spin: true, transparent: 'true' })
  const { data } = await hear(page, 'export', { format: 'png' })
  expect(Buffer.from(String(data).split(',')[1]!, 'base64').readUInt32BE(16)).toBe(300)
  await say(page, { action: 'export', format: 'svg', spin: false, width: 'wide' })
  await hear(page, 'width is not a number from 1 to 100000')
})
