import { beforeEach, describe, expect, it } from 'vitest'
import { fingersOf, type Fingers, inSteps, swipe } from './hands.ts'
import { useBoard } from './own-board.ts'
import { PHONE, type Person, type Point } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person
let touch: Fingers

beforeEach(async () => {
  ann = await board.join(PHONE)
  touch = await fingersOf(ann)
})

const draw = (from: Point, to: Point) => swipe(touch, inSteps([from, to], 10))

describe('a finger on a phone', () => {
  it('[INPUT13] the first tap on the toolbar counts after a stroke that was lifted in motion', async () => {
    await ann.page.locator('[data-tool=pen]').tap()
    await draw([100, 300], [200, 350])
    await ann.page.locator('[data-tool=hand]').tap()
    await ann.page.locator('[data-tool=hand][aria-checked=true]').waitFor()
    expect((await board.stored()).map(({ kind }) => kind)).toEqual(['stroke'])
  })

  it('[INPUT14] a finger that rests on something selects it and opens its menu; lifted, the menu stays', async () => {
    await ann.page.locator('[data-tool=rectangle]').tap()
    await draw([100, 200], [220, 300])
    expect(await board.stored()).toHaveLength(1)
    await touch('touchStart', [100, 250])
    const item = ann.page.getByRole('menuitem', { name: 'Duplicate' })
    await item.waitFor()
    await touch('touchEnd')
    await item.tap()
    expect(await board.stored()).toHaveLength(2)
  })
})
