import { beforeEach, expect, it } from 'vitest'
import { newImage } from '#board/elements/image.ts'
import { putElements, putFile, stripes } from './from-outside.ts'
import { fingersOf, inSteps, swipe } from './hands.ts'
import { useBoard } from './own-board.ts'
import { PHONE, type Person, type Point } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)

/** A picture of 400 × 200, red on the left and blue on the right. */
beforeEach(async () => {
  const file = await putFile(world.server.url, board.id, stripes(400, 200, '#ff0000', '#0000ff'), 'image/png')
  await putElements(world.server.url, board.id, [newImage({ file, natural: [400, 200] }, { x: 0, y: 0 }, 400)])
})

const isRed = ([red, green, blue]: readonly [number, number, number]) => red > 200 && green < 80 && blue < 80
const isBlue = ([red, green, blue]: readonly [number, number, number]) => red < 80 && green < 80 && blue > 200

/** Where the picture is on somebody's page once it is there. */
async function pictureOn(
  person: Person,
): Promise<{ readonly left: number; readonly right: number; readonly y: number }> {
  let seen: Picture | undefined
  // It is painted piece by piece, and all there when it is twice as wide as high, from the red to the blue.
  await person.sees((picture) => {
    seen = picture
    const box = picture.inkBox()
    if (!box || Math.abs(box.right - box.left - 2 * (box.bottom - box.top)) > 4) return false
    const y = (box.top + box.bottom) / 2
    return isRed(picture.at(box.left + 8, y)) && isBlue(picture.at(box.right - 8, y))
  })
  const box = seen?.inkBox()
  if (!box) throw new Error('there is no picture')
  return { left: box.left, right: box.right + 1, y: (box.top + box.bottom) / 2 }
}

const announced = (person: Person, words: RegExp) =>
  person.page.locator('output', { hasText: words }).waitFor({ state: 'attached' })

const storedCrop = async () => {
  const props = (await board.stored())[0]?.props as { readonly crop?: readonly number[] } | undefined
  return props?.crop?.map((share) => Math.round(share * 20) / 20)
}

it('[E2E82] a picture is cropped with the mouse; somebody else sees the window move, and one undo brings it back', async () => {
  const ann = await board.join()
  const ben = await board.join()
  const { left, right, y } = await pictureOn(ann)
  const width = right - left
  const [quarter, most]: Point[] = [
    [left + width / 4, y],
    [left + 0.75 * width, y],
  ]
  await ann.page.mouse.dblclick(...quarter!)
  await announced(ann, /^Cropping/)
  await ann.press([[left, y], most!])
  // Half of the red is left to see for who crops, dimly; nothing of it for others.
  await ben.sees((picture) => !isRed(picture.at(...quarter!)) && isBlue(picture.at(left + 0.9 * width, y)))
  await ann.release()
  expect(await storedCrop()).toEqual([0.75, 0, 0.25, 1])
  await ann.page.keyboard.press('Enter')
  await announced(ann, /^Selected/)
  await ann.sees((picture) => !isRed(picture.at(...quarter!)))
  await ann.page.keyboard.press('Control+z')
  expect(await storedCrop()).toEqual([0, 0, 1, 1])
  await ben.sees((picture) => isRed(picture.at(...quarter!)))
})

it('[E2E82] a picture is cropped with keys: Tab chooses a side, arrows move it, Escape ends it', async () => {
  const ann = await board.join()
  await pictureOn(ann)
  const { keyboard } = ann.page
  await keyboard.press('Control+a')
  await keyboard.press('Enter')
  await announced(ann, /^Cropping .*100 by 100 % of it is left\. Arrows move the window/)
  await ann.page.locator('.board').focus()
  for (let i = 0; i < 4; i++) await keyboard.press('Tab')
  await announced(ann, /Arrows move right side/)
  for (let i = 0; i < 10; i++) await keyboard.press('Shift+ArrowLeft')
  await announced(ann, /75 by 100 %/)
  await keyboard.press('Escape')
  await announced(ann, /the window/)
  await keyboard.press('Escape')
  await announced(ann, /^Selected/)
  expect(await storedCrop()).toEqual([0, 0, 0.75, 1])
})

it('[E2E82] a picture is cropped with a finger on a phone, from the menu', async () => {
  const ann = await board.join(PHONE)
  const { left, right, y } = await pictureOn(ann)
  await ann.page.touchscreen.tap(left + 20, y)
  await ann.page.getByRole('button', { name: 'More' }).tap()
  await ann.page.getByRole('menuitem', { name: 'Crop the picture' }).tap()
  await announced(ann, /^Cropping/)
  const touch = await fingersOf(ann)
  const side: Point = [right - 6, y]
  await swipe(touch, inSteps([side, [side[0] - (right - left) / 2, y]], 10))
  await expect.poll(storedCrop, { timeout: 20_000 }).toEqual([0, 0, 0.5, 1])
  await ann.page.touchscreen.tap(right - 20, y + 150)
  await announced(ann, /^Selected/)
})

it('[E2E82] a picture that is selected is cropped by the tool on a phone, too: opening the list of tools leaves it selected', async () => {
  const ann = await board.join(PHONE)
  const { left, y } = await pictureOn(ann)
  await ann.page.touchscreen.tap(left + 20, y)
  await ann.page.getByRole('radio', { name: 'Select', exact: true }).tap()
  await ann.page.getByRole('group', { name: 'Select and others' }).getByRole('radio', { name: 'Crop' }).tap()
  await announced(ann, /^Cropping/)
})
