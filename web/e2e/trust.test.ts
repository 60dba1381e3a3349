import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { storedElements } from './auditor.ts'
import { type Drawbridge, startDrawbridge } from './drawbridge.ts'
import { launchBrowser, newPerson, type Person } from './person.ts'
import type { Picture } from './picture.ts'

let browser: Browser
let server: Drawbridge
let board: string
let ann: Person

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await startDrawbridge()
  board = await server.newBoard()
  ann = await newPerson(browser)
  await ann.open(`${server.url}/b/${board}`)
})
afterEach(async () => {
  await ann.context.close()
  await server.dispose()
})

const stroke = (y: number) =>
  ann.drag([
    [200, y],
    [400, y],
  ] as const)
const status = () => ann.page.getByRole('status').first()

describe('nothing is lost', () => {
  it('[E2E20] killed right after Saved and restarted, the server has everything before any old client returns', async () => {
    await ann.choose('Pen')
    for (let i = 0; i < 5; i++) await stroke(200 + i * 40)
    await ann.sync('saved')
    await server.kill()
    await ann.context.close()
    await server.start()
    expect(await storedElements(server.url, board)).toHaveLength(5)

    const carl = await newPerson(browser)
    await carl.open(`${server.url}/b/${board}`)
    await carl.settled()
    await carl.sees((picture) => linesIn(picture) === 5)
    await carl.context.close()
  })

  it('[E2E21] while the server is away the page says so, keeps the work, and hands it over on return', async () => {
    await ann.choose('Pen')
    await stroke(200)
    await ann.sync('saved')
    await server.stop()
    await ann.sync('offline')
    await stroke(300)
    await stroke(340)
    await expect.poll(() => status().textContent()).toMatch(/2 changes/)
    await server.start()
    await ann.sync('saved')
    expect(await storedElements(server.url, board)).toHaveLength(3)
  })

  it('[E2E22] drawn offline, the page reloaded offline, back online: merged with what others did meanwhile', async () => {
    const ben = await newPerson(browser)
    await ben.open(`${server.url}/b/${board}`)
    await ann.page.waitForFunction(() => document.documentElement.dataset['shell'] === 'kept')
    await ann.context.setOffline(true)
    await ann.sync('offline')
    await ann.choose('Pen')
    await stroke(300)
    await expect.poll(() => status().textContent()).toMatch(/1 change\b.*browser/)
    await ben.choose('Pen')
    await ben.drag([
      [200, 500],
      [400, 500],
    ])
    await ben.sync('saved')

    await ann.page.reload()
    await ann.sync('offline')
    await ann.sees((picture) => linesIn(picture) === 1)
    await expect.poll(() => status().textContent()).toMatch(/1 change\b/)
    expect(await storedElements(server.url, board)).toHaveLength(1)

    await ann.context.setOffline(false)
    await ann.sync('saved')
    expect(await storedElements(server.url, board)).toHaveLength(2)
    await ann.page.keyboard.press('Shift+1')
    await ann.sees((picture) => linesIn(picture) === 2)
    await ben.sees((picture) => picture.inkIn(190, 290, 220, 20) > 50)
    await ben.context.close()
  })

  it('[E2E23] SIGTERM ends the server cleanly while people draw, and nothing Saved is missing', async () => {
    await ann.choose('Pen')
    await stroke(200)
    await ann.sync('saved')
    expect(await server.stop()).toBe(0)
    await server.start()
    expect(await storedElements(server.url, board)).toHaveLength(1)
    await ann.sync('saved')
  })

  it('[E2E25] two tabs of one browser both draw offline, and nothing of either is missing afterwards', async () => {
    const tab = await ann.context.newPage()
    await tab.goto(`${server.url}/b/${board}`)
    await tab.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
    await ann.page.waitForFunction(() => document.documentElement.dataset['shell'] === 'kept')
    await ann.context.setOffline(true)
    for (const page of [ann.page, tab]) {
      await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'offline')
      await page.bringToFront()
      await page.keyboard.press('p')
      await page.mouse.move(200, page === tab ? 300 : 400)
      await page.mouse.down()
      await page.mouse.move(420, page === tab ? 300 : 400, { steps: 5 })
      await page.mouse.up()
      await expect.poll(() => page.getByRole('status').first().textContent()).toMatch(/\d changes? kept/)
    }
    await tab.close()
    await ann.page.reload()
    await ann.sync('offline')
    await ann.sees((picture) => linesIn(picture) === 2)
    await expect.poll(() => status().textContent()).toMatch(/2 changes kept/)
    await ann.context.setOffline(false)
    await ann.sync('saved')
    expect(await storedElements(server.url, board)).toHaveLength(2)
  })

  it('[E2E24] a board that does not exist says so, kindly, and leads back to the start', async () => {
    await ann.page.goto(`${server.url}/b/nosuchboard1234`)
    await ann.page.waitForFunction(() => document.documentElement.dataset['board'] === 'failed')
    await ann.page.getByRole('heading', { name: /no such board/i }).waitFor()
    await ann.page.getByRole('link', { name: 'All boards' }).click()
    await ann.page
      .getByRole('button', { name: /new board/i })
      .first()
      .waitFor()
  })
})

/** How many separate lines are drawn one below the other: rows of ink between rows without. A board opens fitted to what is on it. */
function linesIn(picture: Picture): number {
  let lines = 0
  for (let y = 1, inside = false; y < picture.height; y++) {
    const isInk = picture.inkIn(0, y, picture.width, 1) > 20
    if (isInk && !inside) lines++
    inside = isInk
  }
  return lines
}
