import { expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import { PHONE } from './person.ts'
import { useWorld } from './world.ts'

/** Machines have other things to do. */
const PATIENT = { timeout: 20_000, interval: 50 } as const

const world = useWorld()
const board = useBoard(world)

it('[E2E161] what somebody types after / is beside their pointer on every screen, and gone when they take it back', async () => {
  const [ann, ben] = [await board.join(), await board.join(PHONE)]
  await ann.page.mouse.move(200, 300)
  await ann.page.keyboard.press('/')
  const field = ann.page.getByRole('textbox', { name: 'Say something beside your pointer' })
  await expect.poll(() => field.evaluate((element) => element === document.activeElement), PATIENT).toBe(true)
  await ann.page.keyboard.type('look here')
  const said = ben.page.locator('.cursor em')
  await expect.poll(() => said.textContent(), PATIENT).toBe('look here')
  await expect.poll(() => said.isVisible(), PATIENT).toBe(true)
  await ann.page.keyboard.press('Escape')
  await expect.poll(() => said.textContent(), PATIENT).toBe('')
  await field.waitFor({ state: 'detached' })
  expect(await board.stored()).toEqual([])
})
