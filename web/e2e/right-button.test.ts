import { beforeEach, expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import type { Person } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
  await ann.choose('Rectangle')
  await ann.drag([
    [300, 250],
    [500, 400],
  ])
})

it('[INPUT15] a real right button moves the view, and opens the menu where it is not dragged', async () => {
  const { page } = ann
  const box = async () => (await ann.look()).inkBox()?.left ?? NaN
  await page.keyboard.press('Escape')
  await ann.settled()
  const before = await box()
  await page.mouse.move(600, 300)
  await page.mouse.down({ button: 'right' })
  await page.mouse.move(700, 340, { steps: 5 })
  await page.mouse.up({ button: 'right' })
  await expect.poll(box).toBe(before + 100)
  expect(await page.getByRole('menu', { name: 'On the board' }).count()).toBe(0)
  await page.mouse.click(600, 365, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Duplicate' }).waitFor()
})

it('[TOOL42] a tool that is kept on by its key or its button goes on', async () => {
  const { page } = ann
  await page.keyboard.press('q')
  await page.getByRole('button', { name: 'Keep the tool on', pressed: true }).waitFor()
  await page.keyboard.press('o')
  for (const x of [100, 200, 300])
    await ann.drag([
      [x, 450],
      [x + 60, 500],
    ])
  expect(await board.stored()).toHaveLength(4)
  await page.getByRole('radio', { name: 'Ellipse', checked: true }).waitFor()
  await page.getByRole('button', { name: 'Keep the tool on' }).click()
  await ann.drag([
    [400, 450],
    [460, 500],
  ])
  await page.getByRole('radio', { name: 'Select', checked: true }).waitFor()
})
