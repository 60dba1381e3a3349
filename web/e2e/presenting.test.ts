import { beforeEach, expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import { PHONE, type Person, type Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

async function frame(from: Point, to: Point): Promise<void> {
  await ann.page.keyboard.press('f')
  await ann.drag([from, to])
  await ann.page.keyboard.press('Escape')
}

const placeOf = ({ page }: Person, text: string) =>
  page.getByRole('region', { name: 'Presentation' }).getByText(text).waitFor()

it('[E2E52] frames are presented by keys and by a finger on the buttons, the laser points, and somebody else follows', async () => {
  await frame([200, 200], [400, 350])
  await frame([500, 200], [900, 500])
  await ann.choose('Rectangle')
  await ann.drag([
    [600, 300],
    [700, 400],
  ])
  await ann.page.keyboard.press('Escape')
  await ann.sync('saved')
  const ben = await board.join(PHONE)

  await ann.page.keyboard.press('Alt+p')
  await placeOf(ann, '1 / 2')
  await ann.page.keyboard.press('ArrowRight')
  await placeOf(ann, '2 / 2')
  // 400 units fill 1,000 pixels less what the window's proportions leave.
  await ann.settled()
  await ann.sees((picture) => picture.inkIn(200, 120, 300, 350) > 0)
  await ann.press([
    [500, 350],
    [600, 400],
  ])
  await ann.release()

  await ben.page.getByRole('button', { name: 'Follow', exact: true }).tap()
  await ben.page.getByText('You follow').waitFor()
  await ben.settled()
  await ben.sees((picture) => picture.inkIn(60, 200, 300, 300) > 0)
  await ben.page.getByRole('button', { name: 'Stop', exact: true }).tap()
  await ann.page.keyboard.press('Escape')
  await ann.page.getByRole('region', { name: 'Presentation' }).waitFor({ state: 'detached' })

  await ben.page.getByRole('button', { name: 'Menu', exact: true }).tap()
  await ben.page.getByRole('menuitem', { name: 'Present the frames' }).tap()
  await placeOf(ben, '1 / 2')
  await ben.page.getByRole('button', { name: 'Next frame' }).tap()
  await placeOf(ben, '2 / 2')
  await ben.page.getByRole('button', { name: 'End the presentation' }).tap()
  await ben.page.getByRole('region', { name: 'Presentation' }).waitFor({ state: 'detached' })
  await ann.sync('saved')
  expect(await ann.page.getByRole('button', { name: /^Frame: / }).count()).toBe(2)
})
