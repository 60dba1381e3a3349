import type { Page } from 'playwright'
import { beforeAll, expect, it } from 'vitest'
import type { Board, Mount } from '../src/embed/api/embed-api.ts'
import type { LinkedBoard } from './drawbridge.ts'
import { useSite } from './site.ts'
import { usePerson, useWorld } from './world.ts'

const world = useWorld()
const site = useSite(
  () => `<!doctype html><title>host</title><style>main { width: 700px; height: 500px }</style>
<main></main><script src="${world.server.url}/embed.js"></script>`,
)
const host = usePerson(world)
let linked: LinkedBoard

interface HostWindow extends Window {
  Drawbridge: { mount: Mount }
  board: Board
  told: string[]
}
declare const window: HostWindow

const PLAN = 'page-of-the-plan'
const shape = (id: string, x: number, page?: string) => ({
  id,
  kind: 'rectangle',
  matrix: [1, 0, 0, 1, x, 0],
  width: 100,
  height: 80,
  ...(page && { page }),
})
const FILE = JSON.stringify({
  format: 'drawbridge/board',
  version: 1,
  pages: [{ id: PLAN, name: 'Plan', order: 'b0' }],
  elements: [shape('rectangle-0001', 0), shape('rectangle-0002', 5_000, PLAN)],
})

/** Shows the board on the host's page. */
async function mount(role: 'view' | 'edit', options: Record<string, unknown> = {}): Promise<Page> {
  await host.page.goto(site.origin)
  await host.page.evaluate(
    async (given: { src: string }) => {
      window.told = []
      window.board = window.Drawbridge.mount(document.querySelector('main')!, given)
      window.board.on('page', ({ shown }) => window.told.push(shown))
      await window.board.ready
    },
    { src: linked.links[role], ...options },
  )
  return host.page
}

beforeAll(async () => {
  linked = await world.server.newLinkedBoard()
  const page = await mount('edit')
  await page.evaluate((file) => window.board.load(file), FILE)
  await page.frameLocator('iframe').locator('html[data-sync=saved]').waitFor()
})

const shown = (page: Page) => page.evaluate(async () => (await window.board.getPages()).shown)
const isOnPlan = (x: number) => Math.abs(x - 5_000) < 20
/** The scene point in the middle. */
const middle = (page: Page) =>
  page.evaluate(async () => {
    const { x, width, zoom } = await window.board.getViewport()
    return Math.round(x + width / 2 / zoom)
  })

it.each(['page:Plan', `page:${PLAN}`, 'page:2'])(
  '[EMB13] a frame looks at a page of the board: view=%s',
  async (view) => {
    for (const role of ['view', 'edit'] as const) {
      const page = await mount(role, { view })
      expect(await shown(page)).toBe(PLAN)
      await expect.poll(() => middle(page)).toSatisfy(isOnPlan)
      await page.frameLocator('iframe').getByRole('status', { name: 'Page' }).getByText('2 / 2').waitFor()
    }
  },
)

it('[EMB13] whoever looks turns the pages, and stays on theirs when they begin to draw', async () => {
  const page = await mount('edit')
  const frame = page.frameLocator('iframe')
  await frame.getByRole('button', { name: 'Next page' }).click()
  await expect.poll(() => shown(page)).toBe(PLAN)
  await expect.poll(() => middle(page)).toSatisfy(isOnPlan)
  await frame.getByRole('main', { name: 'Board' }).click()
  await frame.getByRole('toolbar').waitFor()
  expect(await shown(page)).toBe(PLAN)
  await frame.getByRole('button', { name: 'Previous page' }).click()
  await expect.poll(() => shown(page)).not.toBe(PLAN)
})

it.each(['view', 'edit'] as const)('[HOST17] the page turns pages by name, and is told (%s)', async (role) => {
  const page = await mount(role)
  const pages = await page.evaluate(() => window.board.getPages())
  expect(pages.pages).toEqual([
    { id: pages.shown, name: 'Page 1' },
    { id: PLAN, name: 'Plan' },
  ])
  await page.evaluate(() => window.board.showPage('Plan'))
  await expect.poll(() => page.evaluate(() => window.told)).toEqual([pages.shown, PLAN])
  const refused = await page.evaluate(() => window.board.showPage('Nowhere').catch(({ code }) => code as string))
  expect(refused).toBe('bad-value')
})

it('[HOST17] what is added comes onto the page that is shown, and pictures are of it', async () => {
  const page = await mount('edit', { view: 'page:Plan' })
  const { added, pictures } = await page.evaluate(async () => {
    const { board } = window
    await board.addElements([{ id: 'note-on-plan-1', kind: 'note', matrix: [1, 0, 0, 1, 5000, 300] }])
    const picture = async (options: object) => (await board.snapshot({ format: 'svg', ...options })).text()
    const { pages, shown } = await board.getPages()
    const of = pages.map(({ id }) => picture({ page: id }))
    return {
      added: (await board.getElements(['note-on-plan-1']))[0]?.['page'] === shown,
      pictures: [await picture({}), ...(await Promise.all(of))],
    }
  })
  expect(added).toBe(true)
  const [here, first, plan] = pictures
  expect(here).toBe(plan)
  expect(here).not.toBe(first)
})
