import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import type { Board, Mount } from '../src/embed/api/embed-api.ts'
import type { LinkedBoard } from './drawbridge.ts'
import { newPerson } from './person.ts'
import { useSite } from './site.ts'
import { violations } from './violations.ts'
import { usePerson, useWorld } from './world.ts'

const world = useWorld()
let linked: LinkedBoard

/** A page of another site, with the script that every site may load. */
const hostPage = () => `<!doctype html><title>host</title>
<style>main { width: 700px; height: 500px }</style>
<main></main><script src="${world.server.url}/embed.js"></script>`

const site = useSite(hostPage)
const host = usePerson(world)

/** What the tests drive from the host's page. */
interface HostWindow extends Window {
  Drawbridge: { mount: Mount }
  board: Board
  told: [string, unknown][]
}
declare const window: HostWindow

const secretOf = (link: string) => new URL(link).hash.slice('#k='.length)

/** Shows a board on the host's page, and waits until it is open. */
async function mount(role: 'view' | 'edit', options: Record<string, unknown> = {}): Promise<Page> {
  linked = await world.server.newLinkedBoard()
  await host.page.goto(site.origin)
  const { url } = world.server
  await host.page.evaluate(
    async (given: { src: string; token: string; title: string }) => {
      window.told = []
      window.board = window.Drawbridge.mount(document.querySelector('main')!, given)
      await window.board.ready
    },
    { src: `${url}/b/${linked.id}`, token: secretOf(linked.links[role]), title: 'Plans', ...options },
  )
  return host.page
}

const RECTANGLE = { id: 'rectangle-0001', kind: 'rectangle', matrix: [1, 0, 0, 1, 100, 80], width: 120, height: 60 }

/** What a call that is refused says. */
const refusal = (page: Page, name: string, value?: unknown) =>
  page.evaluate(
    async ({ call, given }) => {
      const asked = (window.board as unknown as Record<string, (value: unknown) => Promise<unknown>>)[call]!(given)
      return asked.then(
        () => 'done',
        (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
      )
    },
    { call: name, given: value },
  )

it('[HOST1] a page of another site shows a board with one line, and is told what it is', async () => {
  const page = await mount('edit')
  expect(await page.evaluate(() => window.board.ready)).toEqual({
    version: 1,
    board: linked.id,
    role: 'edit',
    title: '',
  })
  expect(await page.getByTitle('Plans').count()).toBe(1)
})

it('[HOST2] elements are added, changed, taken off, and every step is taken back', async () => {
  const page = await mount('edit')
  expect(await page.evaluate((element) => window.board.addElements([element]), RECTANGLE)).toEqual([RECTANGLE.id])
  await page.evaluate(() => window.board.changeElements([{ id: 'rectangle-0001', width: 300 }]))
  const width = () => page.evaluate(async () => (await window.board.getElements())[0]?.['width'])
  expect(await width()).toBe(300)
  expect(await page.evaluate(() => window.board.undo())).toBe(true)
  expect(await width()).toBe(120)
  expect(await page.evaluate(() => window.board.redo())).toBe(true)
  expect(await width()).toBe(300)
  await page.evaluate(() => window.board.deleteElements(['rectangle-0001']))
  expect(await page.evaluate(() => window.board.getElements())).toEqual([])
})

it('[HOST3] a board is saved as a file, and is that of a file that is loaded, as one step', async () => {
  const page = await mount('edit')
  await page.evaluate((element) => window.board.addElements([element]), RECTANGLE)
  const file = await page.evaluate(() => window.board.save())
  expect(JSON.parse(file)).toMatchObject({ format: 'drawbridge/board', elements: [{ id: RECTANGLE.id, width: 120 }] })
  await page.evaluate(() => window.board.load('{"format":"drawbridge/board","version":1,"elements":[]}'))
  expect(await page.evaluate(() => window.board.getElements())).toEqual([])
  await page.evaluate(() => window.board.undo())
  expect(await page.evaluate(() => window.board.save())).toBe(file)
})

it('[HOST21] while one file takes the place of another, no page is given the empty board between the two', async () => {
  const page = await mount('edit')
  await page.evaluate((element) => window.board.addElements([element]), RECTANGLE)
  const first = await page.evaluate(async () => {
    const file = await window.board.save()
    const told = new Promise<string>((resolve) => void window.board.on('autosave', (each) => resolve(each.file)))
    await window.board.load(file)
    return await told
  })
  expect((JSON.parse(first) as { elements: unknown[] }).elements).toHaveLength(1)
})

it.each([
  ['png', 'image/png', [0x89, 0x50]],
  ['svg', 'image/svg+xml', [0x3c, 0x73]],
  ['pdf', 'application/pdf', [0x25, 0x50]],
] as const)('[HOST4] a snapshot comes as %s, to those who only look, too', async (format, type, begins) => {
  for (const role of ['edit', 'view'] as const) {
    const page = await mount(role)
    const snapshot = await page.evaluate(async (wanted) => {
      const blob = await window.board.snapshot({ format: wanted, theme: 'dark' })
      return { type: blob.type, begins: [...new Uint8Array(await blob.arrayBuffer())].slice(0, 2) }
    }, format)
    expect(snapshot.type).toContain(type)
    expect(snapshot.begins).toEqual(begins)
  }
})

it('[HOST5] the page looks where it wants, and at all of it, chooses tools and selects', async () => {
  const page = await mount('edit')
  await page.evaluate((element) => window.board.addElements([element]), RECTANGLE)
  await page.evaluate(() => window.board.setViewport({ x: 10, y: 20, zoom: 2 }))
  expect(await page.evaluate(() => window.board.getViewport())).toEqual({
    x: 10,
    y: 20,
    zoom: 2,
    width: 700,
    height: 500,
  })
  await page.evaluate(() => window.board.zoomToFit())
  expect((await page.evaluate(() => window.board.getViewport())).zoom).toBe(1)
  await page.evaluate(() => window.board.select(['rectangle-0001', 'not-there-0001']))
  expect(await page.evaluate(() => window.board.getSelection())).toEqual(['rectangle-0001'])
  await page.evaluate(() => window.board.setTool('eraser'))
  const eraser = page.frameLocator('iframe').getByRole('radio', { name: /^eraser/i })
  await expect.poll(() => eraser.getAttribute('aria-checked')).toBe('true')
})

it('[HOST6] what is not as it should be is refused with a code and a reason, and changes nothing', async () => {
  const page = await mount('edit')
  expect(await refusal(page, 'setTheme', 'purple')).toBe('bad-value: value is none of auto, light, dark')
  expect(await refusal(page, 'setViewport', { x: 0, y: 0, zoom: 'much' })).toMatch(
    /^bad-value: value\.zoom is not a number/,
  )
  expect(await refusal(page, 'setTool', 'hammer')).toMatch(/^bad-value: there is no such tool/)
  expect(await refusal(page, 'load', 'nonsense')).toMatch(/^bad-value: This file can't be opened/)
  const elements = [RECTANGLE, { ...RECTANGLE, id: 'rectangle-0002', width: 'wide' }]
  expect(await refusal(page, 'addElements', elements)).toBe(
    'bad-value: element 2 is not valid: width is not valid in a rectangle',
  )
  expect(await refusal(page, 'changeElements', [{ id: 'not-there-0001', width: 1 }])).toMatch(
    /^bad-value: there is no element/,
  )
  expect(await page.evaluate(() => window.board.getElements())).toEqual([])
})

it('[HOST7] a page can do no more than the link that it shows the board with', async () => {
  const page = await mount('view')
  expect(await refusal(page, 'addElements', [RECTANGLE])).toMatch(/^forbidden/)
  expect(await refusal(page, 'undo')).toMatch(/^forbidden/)
  expect(await page.evaluate(() => window.board.getElements())).toEqual([])
})

/** Begins to listen on the host's page. */
const listen = (
  page: Page,
  event: 'change' | 'autosave' | 'selection' | 'pointer' | 'connection' | 'saved' | 'presence' | 'resize' | 'link',
) =>
  page.evaluate((name) => {
    window.board.on(name, (data) => window.told.push([name, data]))
  }, event)

/** The newest that the host was told of an event, once it is as expected. */
const told = (page: Page, event: string) =>
  expect.poll(() => page.evaluate((name) => window.told.findLast(([of]) => of === name)?.[1], event), {
    timeout: 20_000,
  })

it('[HOST8] the page is told of changes, files, selections, pointers, sizes and of what is saved while it listens', async () => {
  const page = await mount('edit')
  for (const event of ['change', 'autosave', 'selection', 'pointer', 'connection', 'saved', 'resize'] as const)
    await listen(page, event)
  await page.evaluate((element) => window.board.addElements([element]), RECTANGLE)
  await told(page, 'change').toEqual({ added: [RECTANGLE.id], updated: [], removed: [], origin: 'local' })
  await told(page, 'autosave').toEqual({ file: expect.stringContaining(RECTANGLE.id) })
  await told(page, 'resize').toMatchObject({ width: 700, height: 500, content: { x: 40 } })
  await page.evaluate(() => window.board.select(['rectangle-0001']))
  await told(page, 'selection').toEqual({ ids: ['rectangle-0001'] })
  await page.evaluate(() => window.board.setViewport({ x: 0, y: 0, zoom: 1 }))
  const frame = (await page.locator('iframe').boundingBox())!
  await page.mouse.move(frame.x + 300, frame.y + 200)
  await told(page, 'pointer').toEqual({ x: 300, y: 200 })
  await told(page, 'connection').toEqual({ state: 'saved' })
  await told(page, 'saved').toEqual({})
})

it('[HOST8] a page that writes the messages itself is told of what was not understood', async () => {
  const { links } = await world.server.newLinkedBoard()
  site.show(`<!doctype html><title>host</title><iframe width="700" height="500"></iframe>`)
  await host.page.goto(site.origin)
  const heard = await host.page.evaluate(
    (src) =>
      new Promise<unknown[]>((resolve) => {
        const frame = document.querySelector('iframe')!
        const told: unknown[] = []
        addEventListener('message', ({ source, data }: MessageEvent<{ drawbridge?: string }>) => {
          if (source !== frame.contentWindow || data.drawbridge !== 'here') return
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = ({ data: message }: MessageEvent<unknown>) => {
            told.push(message)
            if (told.length === 1) port1.postMessage({ nonsense: true })
            if (told.length === 2) port1.postMessage({ listen: 'weather', on: true })
            if (told.length === 3) port1.postMessage({ id: 7, call: 'getSelection' })
            if (told.length === 4) resolve(told)
          }
          frame.contentWindow!.postMessage({ drawbridge: 'hello', version: 1 }, new URL(src).origin, [port2])
        })
        frame.src = src
      }),
    links.view.replace('/b/', '/embed/'),
  )
  site.show(hostPage())
  expect(heard).toMatchObject([
    { opened: { version: 1, role: 'view' } },
    { error: { code: 'bad-message' } },
    { error: { code: 'unknown-call' } },
    { id: 7, result: [] },
  ])
})

it('[HOST9] the page is told who is there', async () => {
  const page = await mount('view')
  await listen(page, 'presence')
  await told(page, 'presence').toEqual({ people: [] })
  const other = await newPerson(world.browser)
  await other.open(linked.links.edit)
  await told(page, 'presence').toEqual({ people: [expect.objectContaining({ name: expect.any(String) })] })
  await other.context.close()
  await told(page, 'presence').toEqual({ people: [] })
})

it('[HOST10] a link that is clicked is the page’s to open while it listens', async () => {
  const page = await mount('edit')
  await listen(page, 'link')
  await page.evaluate((element) => window.board.addElements([{ ...element, link: 'https://example.org/a' }]), RECTANGLE)
  await page.evaluate(() => window.board.setViewport({ x: 0, y: 0, zoom: 1 }))
  await page.evaluate(() => window.board.setTool('select'))
  const frame = (await page.locator('iframe').boundingBox())!
  await page.keyboard.down('Control')
  await page.mouse.click(frame.x + 100, frame.y + 110)
  await page.keyboard.up('Control')
  await told(page, 'link').toEqual({ id: RECTANGLE.id, href: 'https://example.org/a' })
  expect(page.context().pages()).toHaveLength(1)
})

it('[HOST11] <drawbridge-board> is a board by its attributes, and tells by events', async () => {
  linked = await world.server.newLinkedBoard()
  await host.page.goto(site.origin)
  const ready = await host.page.evaluate(
    ([src, token]) =>
      new Promise<unknown>((resolve) => {
        const element = document.createElement('drawbridge-board')
        element.setAttribute('src', src)
        element.setAttribute('token', token)
        element.setAttribute('readonly', '')
        element.setAttribute('theme', 'dark')
        element.addEventListener('ready', (event) => resolve((event as CustomEvent).detail))
        document.querySelector('main')!.append(element)
      }),
    [`${world.server.url}/b/${linked.id}`, secretOf(linked.links.edit)] as const,
  )
  expect(ready).toMatchObject({ board: linked.id, role: 'view' })
  const address = new URL((await host.page.locator('iframe').getAttribute('src')) ?? '')
  expect([address.pathname, address.search]).toEqual([`/embed/${linked.id}`, '?readonly=on&theme=dark'])
})

it('[HOST16] a page shows a board of its own, which no server holds: a file goes in, and comes out', async () => {
  await host.page.goto(site.origin)
  const file = JSON.stringify({ format: 'drawbridge/board', version: 1, title: 'Mine', elements: [RECTANGLE] })
  const held = await host.page.evaluate(
    async ({ src, given }) => {
      window.board = window.Drawbridge.mount(document.querySelector('main')!, { src, file: given })
      const info = await window.board.ready
      await window.board.changeElements([{ id: 'rectangle-0001', width: 300 }])
      return { info, file: await window.board.save() }
    },
    { src: `${world.server.url}/embed`, given: file },
  )
  expect(held.info).toEqual({ version: 1, board: null, role: 'edit', title: 'Mine' })
  expect(JSON.parse(held.file)).toMatchObject({ title: 'Mine', elements: [{ id: RECTANGLE.id, width: 300 }] })
  const pdf = await host.page.evaluate(async () => {
    const blob = await window.board.snapshot({ format: 'pdf' })
    return [blob.type, (await blob.text()).slice(0, 8)]
  })
  expect(pdf).toEqual(['application/pdf', '%PDF-1.4'])
})

it('[HOST18] a board that the page holds is only looked at where it says so', async () => {
  await host.page.goto(site.origin)
  const file = JSON.stringify({ format: 'drawbridge/board', version: 1, title: 'Mine', elements: [RECTANGLE] })
  const info = await host.page.evaluate(
    ({ src, given }) => {
      window.board = window.Drawbridge.mount(document.querySelector('main')!, { src, file: given, readonly: true })
      return window.board.ready
    },
    { src: `${world.server.url}/embed`, given: file },
  )
  expect(info.role).toBe('view')
  expect(await refusal(host.page, 'deleteElements', [RECTANGLE.id])).toMatch(/^forbidden/)
  const frame = host.page.frameLocator('iframe')
  await frame.locator('html[data-board=ready]').waitFor()
  expect(await frame.getByRole('toolbar').count()).toBe(0)
  expect(await violations(host.page.frames()[1]!)).toEqual([])
  expect(await host.page.evaluate(() => window.board.save())).toContain(RECTANGLE.id)
})

it('[HOST16] a file that can not be read opens no board, and the page is told why', async () => {
  await host.page.goto(site.origin)
  const why = await host.page.evaluate(async (src) => {
    const board = window.Drawbridge.mount(document.querySelector('main')!, { src, file: 'nonsense' })
    return board.ready.then(
      () => 'open',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    )
  }, `${world.server.url}/embed`)
  expect(why).toMatch(/^not-open: .*it is not JSON/)
})
