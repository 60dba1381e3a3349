import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { BrowserContextOptions } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingersOf, inSteps, swipe } from './hands.ts'
import { type Person, type Point, withPeople } from './person.ts'
import { violations } from './violations.ts'
import { useWorld } from './world.ts'
import { pictureOf } from './picture.ts'

const world = useWorld()

const withPerson = (options: BrowserContextOptions, visit: (person: Person) => Promise<void>): Promise<void> =>
  withPeople(world.browser, [options], visit)

describe('the way in', () => {
  it('[E2E30] from the start page to a new board and back to it, without signing up for anything', () =>
    withPerson({}, async (ann) => {
      await ann.page.goto(world.server.url)
      await ann.page
        .getByRole('button', { name: /new board/i })
        .first()
        .click()
      await ann.page.waitForURL(/\/b\/[\w-]{22}#k=e[\w-]{36}$/)
      await ann.page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
      await ann.choose('Pen')
      await ann.drag([
        [300, 300],
        [400, 340],
      ])
      await ann.sync('saved')
      const url = ann.page.url()
      await ann.page.goto(world.server.url)
      await ann.page
        .locator(`a[href="${url.slice(world.server.url.length)}"]`)
        .first()
        .click()
      await ann.page.waitForURL(url)
      await ann.sees((picture) => picture.inkBox() !== null)
    }))

  it('[E2E31] Share copies the link that invites', async () => {
    const board = await world.server.newBoard()
    await withPerson({ permissions: ['clipboard-read', 'clipboard-write'] }, async (ann) => {
      await ann.open(`${world.server.url}/b/${board}`)
      await ann.page.getByRole('button', { name: /share/i }).click()
      await ann.page
        .getByRole('button', { name: /copy link/i })
        .first()
        .click()
      await expect
        .poll(() => ann.page.evaluate(() => navigator.clipboard.readText()))
        .toBe(`${world.server.url}/b/${board}`)
    })
  })

  it.each(['light', 'dark'] as const)(
    '[E2E32] axe finds nothing wrong with the start page and the board, %s',
    async (colorScheme) => {
      const board = await world.server.newBoard()
      await withPerson({ colorScheme }, async (ann) => {
        await ann.page.goto(world.server.url)
        await ann.page
          .getByRole('button', { name: /new board/i })
          .first()
          .waitFor()
        expect(await violations(ann.page)).toEqual([])
        await ann.open(`${world.server.url}/b/${board}`)
        expect(await violations(ann.page)).toEqual([])
        await ann.choose('Pen')
        expect(await violations(ann.page)).toEqual([])
      })
    },
  )

  it.each([360, 390])('[E2E33] on a phone %i wide everything fits and a finger draws', async (width) => {
    const board = await world.server.newBoard()
    await withPerson(
      { viewport: { width, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
      async (ann) => {
        await ann.open(`${world.server.url}/b/${board}`)
        expect(await ann.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
        const bar = await ann.page.getByRole('toolbar').first().boundingBox()
        expect(bar && bar.x >= 0 && bar.x + bar.width <= width).toBe(true)
        await ann.choose('Pen')
        const touch = await fingersOf(ann)
        const line: readonly Point[] = [
          [100, 300],
          [240, 300],
        ]
        await swipe(touch, inSteps(line, 14))
        await ann.sync('saved')
        const drawn = (await ann.look()).inkBox()
        expect(drawn).not.toBeNull()

        await touch('touchStart', [120, 300])
        await touch('touchMove', [125, 300])
        await touch('touchStart', [125, 300], [220, 300])
        for (let i = 1; i <= 8; i++) await touch('touchMove', [125 - i * 8, 300], [220 + i * 8, 300])
        await touch('touchEnd')
        await ann.settled()
        await ann.sees((picture) => {
          const box = picture.inkBox()
          return box !== null && drawn !== null && box.right - box.left > (drawn.right - drawn.left) * 1.3
        })
        const { storedElements } = await import('./auditor.ts')
        expect(await storedElements(world.server.url, board)).toHaveLength(1)
      },
    )
  })
})

describe('embedded and exported', () => {
  let host: Server
  let hostUrl: string

  beforeAll(async () => {
    host = createServer((request, response) => {
      const src = new URL(request.url ?? '/', 'http://host').searchParams.get('src') ?? ''
      response.setHeader('content-type', 'text/html')
      response.end(
        `<!doctype html><title>Host</title><body style="margin:0"><iframe title="board" src="${src}" style="border:0;width:700px;height:500px"></iframe>`,
      )
    }).listen(0, '127.0.0.1')
    await once(host, 'listening')
    const address = host.address()
    hostUrl = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
  })
  afterAll(async () => {
    host.close()
    await once(host, 'close')
  })

  const embedded = (board: string, query = '') =>
    `${hostUrl}/?src=${encodeURIComponent(`${world.server.url}/embed/${board}${query}`)}`

  it('[E2E40] a page of another origin shows the board in an iframe, live', async () => {
    const board = await world.server.newBoard()
    await withPerson({}, async (ann) => {
      await withPerson({ viewport: { width: 700, height: 500 } }, async (reader) => {
        await ann.open(`${world.server.url}/b/${board}`)
        await reader.page.goto(embedded(board, '?readonly'))
        const frame = reader.page.frameLocator('iframe')
        await frame.locator('html[data-board="ready"]').waitFor({ state: 'attached' })
        await ann.choose('Pen')
        await ann.press([
          [300, 200],
          [400, 240],
        ])
        await reader.sees((picture) => picture.inkBox() !== null)
        await ann.release()
        await ann.sync('saved')
        await reader.sees((picture) => picture.inkBox() !== null)
      })
    })
  })

  it('[E2E41] a read-only embed draws nothing, and loads neither tools nor Fabric', async () => {
    const board = await world.server.newBoard()
    await withPerson({ viewport: { width: 700, height: 500 } }, async (reader) => {
      const scripts: string[] = []
      reader.page.on('response', (response) => {
        if (response.request().resourceType() === 'script') scripts.push(response.url())
      })
      await reader.page.goto(embedded(board, '?readonly'))
      const frame = reader.page.frameLocator('iframe')
      await frame.locator('html[data-board="ready"]').waitFor({ state: 'attached' })
      expect(await frame.getByRole('toolbar').count()).toBe(0)
      await reader.drag([
        [200, 200],
        [400, 300],
      ])
      await reader.page.keyboard.press('p')
      await reader.drag([
        [200, 300],
        [400, 200],
      ])
      // The border says that the frame has the keyboard; inside of it there must be nothing.
      expect((await reader.look()).inkIn(20, 20, 660, 460)).toBe(0)
      const texts = await Promise.all(scripts.map(async (url) => await (await fetch(url)).text()))
      expect(texts.some((text) => text.includes('Drawbridge') || text.length > 1000)).toBe(true)
      expect(texts.filter((text) => text.includes('ActiveSelection'))).toEqual([])
    })
    const { storedElements } = await import('./auditor.ts')
    expect(await storedElements(world.server.url, board)).toEqual([])
  })

  it('[E2E42] an embed that may edit draws on the same board', async () => {
    const board = await world.server.newBoard()
    await withPerson({ viewport: { width: 700, height: 500 } }, async (guest) => {
      await guest.page.goto(embedded(board))
      const frame = guest.page.frameLocator('iframe')
      await frame.locator('html[data-sync="saved"]').waitFor({ state: 'attached' })
      await frame.getByRole('main', { name: 'Board' }).click()
      await frame.getByRole('radio', { name: /^Pen/ }).click()
      await guest.drag([
        [200, 200],
        [400, 300],
      ])
      const { storedElements } = await import('./auditor.ts')
      await expect.poll(async () => (await storedElements(world.server.url, board)).length).toBe(1)
    })
  })

  it('[E2E43] the pictures by URL and from the menu show what the screen shows', async () => {
    const board = await world.server.newBoard()
    await withPerson({ colorScheme: 'light', acceptDownloads: true }, async (ann) => {
      await ann.open(`${world.server.url}/b/${board}`)
      await ann.choose('Pen')
      await ann.drag([
        [250, 220],
        [300, 300],
        [420, 240],
        [520, 330],
      ])
      await ann.choose('Rectangle')
      await ann.drag([
        [300, 380],
        [460, 460],
      ])
      await ann.choose('Text')
      await ann.page.mouse.click(520, 420)
      await ann.page.keyboard.type('Grüße 橋')
      await ann.page.keyboard.press('Escape')
      await ann.page.keyboard.press('Escape')
      await ann.sync('saved')
      await ann.settled()
      const screen = await ann.look()
      const box = screen.inkBox()
      if (box === null) throw new Error('nothing on the screen')

      const byUrl = async (path: string) => {
        const response = await fetch(`${world.server.url}/b/${board}${path}`)
        expect(response.status).toBe(200)
        return response
      }
      const png = await pictureOf(
        new Uint8Array(await (await byUrl('.png?padding=20&scale=1&theme=light')).arrayBuffer()),
      )
      const svg = await (await byUrl('.svg?padding=20&theme=light')).text()
      const [download] = await Promise.all([
        ann.page.waitForEvent('download'),
        (async () => {
          await ann.page.getByRole('button', { name: /menu/i }).first().click()
          await ann.page.getByRole('menuitem', { name: 'Export…' }).click()
          await ann.page.getByRole('button', { name: 'Save', exact: true }).click()
        })(),
      ])
      expect(download.suggestedFilename()).toMatch(/\.png$/)
      await withPerson({ colorScheme: 'light', viewport: { width: png.width, height: png.height } }, async (viewer) => {
        await viewer.page.goto(`${world.server.url}/b/${board}.svg?padding=20&theme=light`)
        const fromSvg = await pictureOf(await viewer.page.screenshot())
        expect(svg).toContain('<svg')
        for (const picture of [png, fromSvg]) {
          const drawn = picture.inkBox()
          expect(drawn).not.toBeNull()
          if (drawn === null) return
          expect(Math.abs(drawn.right - drawn.left - (box.right - box.left))).toBeLessThanOrEqual(3)
          expect(Math.abs(drawn.bottom - drawn.top - (box.bottom - box.top))).toBeLessThanOrEqual(3)
          expect(sharedInk(screen, box, picture, drawn)).toBeGreaterThan(0.9)
        }
      })
    })
  })
})

type Drawn = Awaited<ReturnType<typeof pictureOf>>
type InkBox = NonNullable<ReturnType<Drawn['inkBox']>>

/** Share of the first picture's ink that has ink within a pixel in the second, both aligned at their boxes. */
function sharedInk(a: Drawn, boxA: InkBox, b: Drawn, boxB: InkBox): number {
  let ink = 0
  let shared = 0
  for (let y = boxA.top; y <= boxA.bottom; y++)
    for (let x = boxA.left; x <= boxA.right; x++) {
      if (a.inkIn(x, y, 1, 1, 96) === 0) continue
      ink++
      if (b.inkIn(x - boxA.left + boxB.left - 1, y - boxA.top + boxB.top - 1, 3, 3) > 0) shared++
    }
  return shared / ink
}
