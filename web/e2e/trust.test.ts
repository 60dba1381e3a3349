import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
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
/** A legal element and one that is not, drawn in another tab that is gone. */
function offlineWork(): Uint8Array {
  const doc = new Y.Doc()
  const rectangle = { kind: 'rectangle', z: 'a0', matrix: [100, 0, 0, 50, 10, 20], color: 'ink' }
  doc.getArray('elements').push([
    { ...rectangle, id: 'a-legal-element', width: 4 },
    { ...rectangle, id: 'an-illegal-one', width: -4 },
  ])
  return Y.encodeStateAsUpdate(doc)
}

/** Puts an update into this browser's copy of the board, as a page would have. */
const keepInBrowser = (update: Uint8Array) =>
  ann.page.evaluate(
    ([id, bytes]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('drawbridge')
        opening.onerror = () => reject(new Error('no database'))
        opening.onsuccess = () => {
          const tx = opening.result.transaction('updates', 'readwrite')
          tx.objectStore('updates').add({ board: id, bytes: Uint8Array.from(bytes) })
          tx.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
    [board, [...update]] as const,
  )
const status = () => ann.page.getByRole('status', { name: 'Your work' })

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

  it('[E2E26] a copy that holds something illegal: what is legal is brought back and saved, the rest is told and can be downloaded', async () => {
    await ann.choose('Pen')
    await stroke(200)
    await ann.sync('saved')
    await keepInBrowser(offlineWork())
    await ann.page.reload()
    const banner = ann.page.getByRole('region', { name: 'Not saved' })
    await banner.waitFor()
    expect(await banner.textContent()).toContain('1 change could not be saved')
    expect(await banner.textContent()).toContain('width is not valid in a rectangle')
    await ann.sync('saved')
    expect(await storedElements(server.url, board)).toHaveLength(2)
    const downloading = ann.page.waitForEvent('download')
    await banner.getByRole('button', { name: 'Download it' }).click()
    expect((await downloading).suggestedFilename()).toMatch(/\.json$/)
    // It is told until somebody has seen it, and the page works as ever.
    await ann.page.reload()
    await banner.waitFor()
    await ann.sync('saved')
    await banner.getByRole('button', { name: 'Dismiss' }).click()
    await ann.choose('Pen')
    await stroke(260)
    await ann.sync('saved')
    expect(await storedElements(server.url, board)).toHaveLength(3)
    await ann.page.reload()
    await ann.sync('saved')
    expect(await banner.count()).toBe(0)
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
      await expect.poll(() => page.getByRole('status', { name: 'Your work' }).textContent()).toMatch(/\d changes? kept/)
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
