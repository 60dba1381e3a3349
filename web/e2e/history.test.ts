import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { steps, thingsInAnimation, thingsInFilm } from './moving-pictures.ts'
import { useBoard } from './own-board.ts'
import type { Person } from './person.ts'
import { useWorld } from './world.ts'

const board = useBoard(useWorld())
let ann: Person
let ben: Person

beforeEach(async () => {
  ann = await board.join()
  ben = await board.join()
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

/** Where three things stand side by side. */
const THREE = [200, 400, 600]

/** The history is open, and shows this moment. */
const shows = ({ page }: Person, seq: number, state = 'ready') =>
  page.locator(`.history[data-history="${state}"][data-seq="${seq}"]`).waitFor()

it('[E2E57] somebody looks back, plays it, names a moment, compares, and restores it: the other sees the board as it was', async () => {
  for (const x of THREE) await draw(ann, x)
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

it('[E2E58] [PAST11] what was drawn is saved as a film: nothing jumps, one thing comes after the other, and the last picture shows all', async () => {
  for (const x of THREE) await draw(ann, x)
  await ann.page.keyboard.press('Alt+y')
  const history = ann.page.getByRole('dialog', { name: 'History' })
  await shows(ann, 3)
  await history.getByRole('combobox', { name: 'Speed' }).selectOption('1')
  const saved = ann.page.waitForEvent('download')
  await history.getByRole('button', { name: 'Save as film' }).click()
  const film = readFileSync(await (await saved).path())
  // EBML, which WebM is written in.
  expect([...film.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
  const canvas = await history.locator('canvas').evaluate((seen: HTMLCanvasElement) => [seen.width, seen.height])
  expect(await playedSize(film)).toEqual(canvas)
  const things = await thingsInFilm(ann.page, film)
  const told = steps(things)
  // Which moments of it a busy machine has filmed, nobody knows; none of them is out of order.
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told.length).toBeGreaterThan(1)
  expect(told.at(-1)).toBe(3)
  // What is there is where it stays: nothing is where its neighbour will be, however little of it is painted yet.
  const ends = things.at(-1)!
  const apart = ends[1]! - ends[0]!
  for (const places of things)
    for (const [i, x] of places.entries()) expect(Math.abs(x - ends[i]!)).toBeLessThan(0.7 * apart)
})

/** How large a film is that a browser plays to its end. */
async function playedSize(film: Buffer): Promise<readonly number[]> {
  const page = await ann.context.newPage()
  return await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const video = document.createElement('video')
    video.muted = true
    video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }))
    await new Promise((resolve, reject) => {
      video.addEventListener('ended', resolve)
      video.addEventListener('error', () => reject(new Error(video.error?.message)))
      video.play().catch(reject)
    })
    return [video.videoWidth, video.videoHeight]
  }, film.toString('base64'))
}

/** Where the browser stops filming by itself before there is a picture, so many times. */
const breakOff = ({ page }: Person, times: number) =>
  page.evaluate((times) => {
    const capture = HTMLCanvasElement.prototype.captureStream
    HTMLCanvasElement.prototype.captureStream = function (...given) {
      const stream = capture.apply(this, given)
      const end = () => stream.getTracks().forEach((track) => track.stop())
      if (times-- > 0) queueMicrotask(end)
      return stream
    }
  }, times)

it('[PAST17] what the browser has not filmed is filmed once more, and after that refused: nobody is given a film that can not be played', async () => {
  for (const x of THREE) await draw(ann, x)
  await ann.page.keyboard.press('Alt+y')
  const history = ann.page.getByRole('dialog', { name: 'History' })
  await shows(ann, 3)
  await history.getByRole('combobox', { name: 'Speed' }).selectOption('64')
  const save = history.getByRole('button', { name: 'Save as film' })

  await breakOff(ann, 2)
  await save.click()
  await ann.page.getByText('This browser could not film all of it.').waitFor()
  await save.waitFor()
  await breakOff(ann, 1)
  // The first that is saved at all: what was refused would have come before it.
  const saved = ann.page.waitForEvent('download')
  await save.click()
  const film = readFileSync(await (await saved).path())
  await playedSize(film)
  expect(steps(await thingsInFilm(ann.page, film)).at(-1)).toBe(3)
})

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

it('[E2E58] what was drawn is saved as an animation: one thing comes after the other', async () => {
  for (const x of THREE) await draw(ann, x)
  await ann.page.keyboard.press('Alt+y')
  const history = ann.page.getByRole('dialog', { name: 'History' })
  await shows(ann, 3)
  const saved = ann.page.waitForEvent('download')
  await history.getByRole('button', { name: 'Save as animation' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/\.webp$/)
  const told = steps(await thingsInAnimation(ann.page, readFileSync(await download.path())))
  // What came within a tenth of a second is in one picture.
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect([told[0], told.at(-1)]).toEqual([0, 3])
  await history.getByRole('button', { name: 'Save as animation' }).waitFor()
})
