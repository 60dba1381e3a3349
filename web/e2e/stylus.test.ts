import { expect, it } from 'vitest'
import { fingerOf, penOf } from './hands.ts'
import { useBoard } from './own-board.ts'
import type { Person, Point } from './person.ts'
import { useWorld } from './world.ts'

const board = useBoard(useWorld())
const TABLET = { viewport: { width: 820, height: 1_180 }, hasTouch: true }

const LINE: readonly Point[] = [
  [200, 300],
  [400, 400],
]

it('[INPUT20] on a tablet a finger draws until a pen comes, then it moves the board; the menu gives it its ink back, and that is kept', async () => {
  const ann = await board.join(TABLET)
  const { page } = ann
  const [finger, pen] = [await fingerOf(ann), await penOf(ann)]
  const strokes = async () => (await board.stored()).length
  const left = async () => (await ann.look()).inkBox()?.left ?? NaN
  await page.locator('[data-tool=pen]').tap()
  await finger.stroke(LINE)
  expect(await strokes()).toBe(1)
  await pen.stroke(LINE)
  await page.getByText('A pen draws now, a finger moves the board: see the menu.').waitFor()
  expect(await strokes()).toBe(2)
  const before = await left()
  await finger.stroke([
    [300, 600],
    [360, 640],
  ])
  await expect.poll(left, { timeout: 20_000 }).toBe(before + 60)
  expect(await strokes()).toBe(2)
  await toggle(ann, true)
  await finger.stroke(LINE)
  expect(await strokes()).toBe(3)
  await page.reload()
  await ann.sync('saved')
  await page.locator('[data-tool=pen]').tap()
  await pen.stroke(LINE)
  await finger.stroke(LINE)
  expect(await strokes()).toBe(5)
})

/** Chooses it in the menu, where it was `isOn` until then. */
async function toggle({ page }: Person, isOn: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).tap()
  const line = page.getByRole('menuitemcheckbox', { name: 'Only a pen draws', checked: isOn })
  await line.tap()
  await page.keyboard.press('Escape')
  await line.waitFor({ state: 'hidden' })
}
