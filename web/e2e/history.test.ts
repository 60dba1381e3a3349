import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newPerson, type Person } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
let ann: Person
let ben: Person

beforeEach(async () => {
  const board = await world.server.newBoard()
  ann = await newPerson(world.browser)
  ben = await newPerson(world.browser)
  await ann.open(`${world.server.url}/b/${board}`)
  await ben.open(`${world.server.url}/b/${board}`)
})
afterEach(async () => {
  await ann.context.close()
  await ben.context.close()
})

async function draw(person: Person, x: number): Promise<void> {
  await person.choose('Rectangle')
  await person.drag([
    [x, 200],
    [x + 120, 320],
  ])
  await person.page.keyboard.press('Escape')
  await person.sync('saved')
}

/** The history is open, and shows this moment. */
const shows = ({ page }: Person, seq: number, state = 'ready') =>
  page.locator(`.history[data-history="${state}"][data-seq="${seq}"]`).waitFor()

it('[E2E57] somebody looks back, plays it, names a moment, compares, and restores it: the other sees the board as it was', async () => {
  for (const x of [200, 400, 600]) await draw(ann, x)
  await ann.page.keyboard.press('Alt+y')
  const history = ann.page.getByRole('dialog', { name: 'History' })
  await shows(ann, 3)
  await history.getByText('3 changes').waitFor()

  const moment = history.getByRole('slider', { name: 'Moment' })
  await moment.fill('1')
  await shows(ann, 1)
  await history.getByRole('textbox', { name: 'Name of this moment' }).fill('The first')
  await history.getByRole('button', { name: 'Keep' }).click()
  await history.getByRole('region', { name: 'Named moments' }).getByText('The first', { exact: true }).waitFor()
  const compare = history.getByRole('combobox', { name: 'Compare with' })
  await compare.selectOption('Compare with now')
  await history.getByText('2 added').waitFor()
  await compare.selectOption('Compare with…')
  await history.getByText('2 added').waitFor({ state: 'detached' })

  await history.getByRole('combobox', { name: 'Speed' }).selectOption('64')
  await history.getByRole('button', { name: 'Play' }).click()
  await shows(ann, 3)
  await moment.fill('1')
  await shows(ann, 1)
  await history.getByRole('button', { name: 'Restore this moment' }).click()
  await history.waitFor({ state: 'hidden' })
  await ann.settled()
  await ben.settled()
  for (const person of [ann, ben]) {
    await person.sees((picture) => picture.inkIn(390, 190, 350, 140) === 0)
    await person.sees((picture) => picture.inkIn(190, 190, 140, 140) > 0)
  }
})

it('[E2E58] what was drawn is saved as a film', async () => {
  for (const x of [200, 400]) await draw(ann, x)
  await ann.page.keyboard.press('Alt+y')
  const history = ann.page.getByRole('dialog', { name: 'History' })
  await shows(ann, 2)
  await history.getByRole('combobox', { name: 'Speed' }).selectOption('64')
  const saved = ann.page.waitForEvent('download')
  await history.getByRole('button', { name: 'Save as film' }).click()
  const film = readFileSync(await (await saved).path())
  // EBML, which WebM is written in.
  expect([...film.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
  expect(film.length).toBeGreaterThan(500)
  const canvas = await history.locator('canvas').evaluate((seen: HTMLCanvasElement) => [seen.width, seen.height])
  const { size, ink } = await played(film)
  expect(size).toEqual(canvas)
  expect(ink).toBeGreaterThan(200)
})

/** A film, played to its end in a browser: how large it is, and how many of some thousand dots are ink at its end. */
async function played(film: Buffer): Promise<{ size: readonly number[]; ink: number }> {
  const page = await ann.context.newPage()
  return await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const video = document.createElement('video')
    video.muted = true
    video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }))
    const context = new OffscreenCanvas(160, 90).getContext('2d', { willReadFrequently: true })!
    await new Promise((resolve, reject) => {
      video.addEventListener('ended', resolve)
      video.addEventListener('error', () => reject(new Error(video.error?.message)))
      video.play().catch(reject)
    })
    context.drawImage(video, 0, 0, 160, 90)
    const { data } = context.getImageData(0, 0, 160, 90)
    const reds = Array.from({ length: data.length / 4 }, (_, i) => data[4 * i]!)
    const ink = reds.filter((red) => Math.abs(red - reds[0]!) > 24).length
    return { size: [video.videoWidth, video.videoHeight], ink }
  }, film.toString('base64'))
}

it('[PAST16] a picture of a moment that a busy server refuses is there when it is asked for again', async () => {
  await draw(ann, 200)
  let refused = 0
  await ann.page.route(/snapshot\.png\?version=/, (route) =>
    refused++ === 0
      ? route.fulfill({
          status: 503,
          headers: { 'Retry-After': '1', 'Content-Type': 'application/problem+json' },
          body: JSON.stringify({ code: 'picture-busy', detail: 'Too many pictures are being drawn.' }),
        })
      : route.continue(),
  )
  await ann.page.keyboard.press('Alt+y')
  const history = ann.page.getByRole('dialog', { name: 'History' })
  await history.getByRole('region', { name: 'Work on this board' }).locator('img').waitFor()
  expect(refused).toBe(2)
})

it('[E2E58] what was drawn is saved as an animation', async () => {
  for (const x of [200, 400]) await draw(ann, x)
  await ann.page.keyboard.press('Alt+y')
  const history = ann.page.getByRole('dialog', { name: 'History' })
  await shows(ann, 2)
  const saved = ann.page.waitForEvent('download')
  await history.getByRole('button', { name: 'Save as animation' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/\.webp$/)
  const animation = readFileSync(await download.path()).toString('latin1')
  expect(animation).toMatch(/^RIFF....WEBPVP8X/s)
  expect(animation.match(/ANMF/g)?.length).toBeGreaterThan(2)
  await history.getByRole('button', { name: 'Save as animation' }).waitFor()
})
