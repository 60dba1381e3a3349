import { gzipSync } from 'node:zlib'
import type { BrowserContextOptions, Frame } from 'playwright'
import { describe, expect, it } from 'vitest'
import { putElements } from './from-outside.ts'
import { useBoard } from './own-board.ts'
import { newPerson, type Person, withPeople } from './person.ts'
import { useSite } from './site.ts'
import { violations } from './violations.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
const site = useSite()

interface Hosting {
  /** Of the frame's address. */
  readonly query?: string
  readonly width?: number
  readonly height?: number
  /** HTML before and after the frame. */
  readonly before?: string
  readonly after?: string
}

/** A page of another site with a frame that shows the board. */
const pageWith = ({ query = '', width = 700, height = 480, before = '', after = '' }: Hosting) =>
  `<!doctype html><html lang="en"><title>A page with a board</title><body style="margin:0">${before}
  <iframe title="Plans" src="${world.server.url}/embed/${board.id}${query}" style="border:0;display:block;width:${width}px;height:${height}px"></iframe>
  ${after}`

interface Visit {
  readonly reader: Person
  readonly frame: Frame
}

/** Somebody looks at such a page. */
async function visit(hosting: Hosting, test: (visit: Visit) => Promise<void>, options: BrowserContextOptions = {}) {
  site.show(pageWith(hosting))
  await withPeople(world.browser, [{ viewport: { width: 800, height: 600 }, ...options }], async (reader) => {
    // Another host name than that of the board: to a browser it is another site, not only another origin.
    await reader.page.goto(site.origin.replace('127.0.0.1', 'localhost'))
    await test({ reader, frame: await frameIn(reader) })
  })
}

async function frameIn({ page }: Person): Promise<Frame> {
  const element = await page.locator('iframe').elementHandle()
  const frame = await element?.contentFrame()
  if (!frame) throw new Error('no frame')
  return frame
}

const says = (frame: Frame, attribute: string) =>
  frame.locator(`html[data-${attribute}]`).waitFor({ state: 'attached' })

/** Puts a rectangle on the board. */
async function draw(): Promise<void> {
  const ann = await board.join()
  await ann.choose('Rectangle')
  await ann.drag([
    [200, 200],
    [500, 400],
  ])
  await ann.sync('saved')
}

describe('a frame that is looked at', () => {
  it('[EMB4] shows what is stored with less than 60 kB of scripts, before there is a connection', async () => {
    await draw()
    await withPeople(world.browser, [{ viewport: { width: 700, height: 480 } }], async (person) => {
      // A connection that never comes about.
      await person.page.routeWebSocket(/\/sync\//, () => undefined)
      await person.page.goto(`${world.server.url}/embed/${board.id}?readonly`)
      await person.page.locator('html[data-board="ready"]').waitFor({ state: 'attached' })
      await person.sees((picture) => picture.inkBox() !== null)
      expect(await person.page.evaluate(() => document.documentElement.dataset['sync'])).toBe('connecting')
      const scripts = await person.page.evaluate(() => {
        const shownAt = performance.getEntriesByName('first-content')[0]?.startTime ?? 0
        const loaded = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < shownAt)
        return loaded.map(({ name }) => name).filter((name) => name.endsWith('.js'))
      })
      const bodies = await Promise.all(scripts.map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())))
      const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
      expect(bytes).toBeGreaterThan(20_000)
      expect(bytes).toBeLessThan(60_000)
    })
  })

  it('[EMB5] is there in a thumbnail of 320 by 200, live, with nothing over the picture', async () => {
    await visit({ query: '?readonly', width: 320, height: 200 }, async ({ reader, frame }) => {
      await says(frame, 'sync="saved"')
      await draw()
      await reader.sees((picture) => picture.inkIn(0, 0, 320, 200) > 100)
      expect(await frame.getByRole('button').count()).toBe(0)
      expect(await violations(frame)).toEqual([])
    })
  })

  it('[EMB15] has the names of frames above them, and none in a thumbnail', async () => {
    await putElements(world.server.url, board.id, [
      { kind: 'frame', matrix: [300, 0, 0, 200, 100, 100], name: 'First steps' },
    ])
    for (const query of ['?readonly', '?toolbar=none', '']) {
      await visit({ query }, async ({ frame }) => {
        await says(frame, 'sync="saved"')
        const name = frame.getByText('First steps', { exact: true })
        await name.waitFor()
        // Above the frame, whose upper left corner is in the middle's upper left.
        const { x, y, height } = (await name.boundingBox())!
        expect([x > 0 && x < 350, y > 0 && y + height < 240]).toEqual([true, true])
        // The editor has it where it was, as a button.
        if (query === '') {
          await frame.getByRole('main', { name: 'Board' }).click()
          await frame.getByRole('button', { name: 'Frame: First steps' }).waitFor()
        }
      })
    }
    await visit({ query: '?readonly', width: 320, height: 200 }, async ({ frame }) => {
      await says(frame, 'sync="saved"')
      await frame.getByRole('link', { name: 'Open in Drawbridge' }).waitFor({ state: 'attached' })
      expect(await frame.getByText('First steps').isVisible()).toBe(false)
    })
  })

  it('[EMB6] looks as its address says, and tells what of that makes no sense', async () => {
    const told: string[] = []
    const query = '?readonly&theme=dark&lang=de&color=b00020&toolbar=minimal&cursors=perhaps&colour=red'
    site.show(pageWith({ query }))
    const reader = await newPerson(world.browser)
    reader.page.on('console', (message) => {
      if (message.type() === 'warning') told.push(message.text())
    })
    await reader.page.goto(site.origin)
    const frame = await frameIn(reader)
    await says(frame, 'sync="saved"')
    const html = frame.locator('html')
    expect(await html.getAttribute('data-theme')).toBe('dark')
    expect(await html.getAttribute('lang')).toBe('de')
    expect(await html.evaluate((root) => getComputedStyle(root).getPropertyValue('--accent'))).toBe('rgb(176, 0, 32)')
    await frame.getByRole('link', { name: 'In Drawbridge öffnen' }).waitFor()
    expect(await frame.getByRole('button', { name: 'Vergrößern' }).count()).toBe(0)
    expect(told.filter((text) => text.startsWith('embedded board'))).toEqual([
      'embedded board: cursors=perhaps: expected on, off',
      'embedded board: colour: no such option',
    ])
    await reader.context.close()
  })

  it.each(['light', 'dark'] as const)(
    '[EMB7] axe finds nothing wrong with it, nor with the tools, %s',
    async (theme) => {
      await visit({ query: `?theme=${theme}` }, async ({ frame }) => {
        await says(frame, 'sync="saved"')
        await frame.getByRole('button', { name: 'Zoom in' }).waitFor()
        expect(await violations(frame)).toEqual([])
        await frame.getByRole('main', { name: 'Board' }).click()
        await frame.getByRole('toolbar').waitFor()
        expect(await violations(frame)).toEqual([])
      })
    },
  )
})

describe('a frame in a page that scrolls', () => {
  const SPACE = '<div style="height: 3000px">Much else</div>'
  const scrolled = ({ page }: Person) => page.evaluate(() => scrollY)

  it('[EMB1] the wheel scrolls the page until somebody works in the frame', async () => {
    await visit({ query: '?readonly', after: SPACE }, async ({ reader, frame }) => {
      await says(frame, 'sync="saved"')
      await reader.page.mouse.move(300, 200)
      await reader.page.mouse.wheel(0, 60)
      await expect.poll(() => scrolled(reader)).toBe(60)
      await frame.getByRole('main', { name: 'Board' }).click()
      await expect.poll(() => frame.evaluate(() => document.hasFocus())).toBe(true)
      const before = await scrolled(reader)
      // Whoever doesn't take the wheel would scroll the page first.
      const heard = frame.evaluate(
        () => new Promise<boolean>((resolve) => addEventListener('wheel', (event) => resolve(event.defaultPrevented))),
      )
      await reader.page.mouse.wheel(0, 60)
      expect(await heard).toBe(true)
      expect(await scrolled(reader)).toBe(before)
    })
  })

  it('[EMB8] asks for nothing until it can be seen, and closes its connection when nobody sees it', async () => {
    const asked: string[] = []
    site.show(pageWith({ query: '?readonly', before: SPACE }))
    const reader = await newPerson(world.browser)
    reader.page.on('request', (request) => {
      if (request.url().includes('/api/')) asked.push(request.url())
    })
    await reader.page.goto(site.origin)
    const frame = await frameIn(reader)
    await says(frame, 'board="loading"')
    expect(asked).toEqual([])
    const scroll = (y: number) => reader.page.evaluate((to) => scrollTo(0, to), y)
    await scroll(3_000)
    await says(frame, 'sync="saved"')
    await scroll(0)
    await says(frame, 'sync="paused"')
    await draw()
    await scroll(3_000)
    await says(frame, 'sync="saved"')
    await reader.sees((picture) => picture.inkBox() !== null)
    await reader.context.close()
  })

  it('[EMB9] Tab goes into the frame, through it, and out again', async () => {
    await visit({ before: '<a href="#a">Before</a>', after: '<a href="#b">After</a>' }, async ({ reader, frame }) => {
      await says(frame, 'sync="saved"')
      await frame.getByRole('link', { name: 'Open in Drawbridge' }).waitFor()
      await reader.page.getByRole('link', { name: 'Before' }).focus()
      const seen = ['Before']
      const focused = () => {
        const { activeElement: at } = document
        return at === document.body ? '' : (at?.ariaLabel ?? at?.textContent ?? '')
      }
      const where = async () => {
        const isInFrame = await reader.page.evaluate(() => document.activeElement?.tagName === 'IFRAME')
        return await (isInFrame ? frame.evaluate(focused) : reader.page.evaluate(focused))
      }
      while (seen.length < 12 && seen.at(-1) !== 'After') {
        await reader.page.keyboard.press('Tab')
        // The two documents learn of it one after the other.
        const isElsewhere = async () => !['', seen.at(-1)].includes(await where())
        await expect.poll(isElsewhere, { timeout: 20_000, interval: 30 }).toBe(true)
        seen.push(await where())
      }
      expect(seen[1]).toBe('Board')
      expect(seen).toContain('Open in Drawbridge')
      expect(seen.at(-1)).toBe('After')
    })
  })
})
