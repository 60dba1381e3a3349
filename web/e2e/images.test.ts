import { beforeEach, expect, it } from 'vitest'
import { createCanvas } from '@napi-rs/canvas'
import { useBoard } from './own-board.ts'
import type { Person } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const board = useBoard(useWorld())
let ann: Person

beforeEach(async () => {
  ann = await board.join()
})

function pictureOf(color: string): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const canvas = createCanvas(300, 200)
  const context = canvas.getContext('2d')
  context.fillStyle = color
  context.fillRect(0, 0, 300, 200)
  return { name: 'picture.png', mimeType: 'image/png', buffer: canvas.toBuffer('image/png') }
}

/** In the middle of the view, where it is put. */
const shows =
  (color: readonly [red: boolean, blue: boolean]) =>
  (picture: Picture): boolean => {
    const [red, green, blue] = picture.at(500, 350)
    return red > 200 === color[0] && green < 60 && blue > 200 === color[1]
  }
const isRed = shows([true, false])
const isBlue = shows([false, true])

async function pick({ page }: Person, color: string): Promise<void> {
  await page.bringToFront()
  const chosen = page.waitForEvent('filechooser')
  // The page is told on a road of its own that its choosers are answered from outside; a key can overtake that, an answer can't.
  await page.evaluate(() => document.readyState)
  await page.keyboard.press('9')
  await (await chosen).setFiles(pictureOf(color))
}

/** As the browser tells of a picture on its clipboard. */
const paste = ({ page }: Person, color: string): Promise<void> =>
  page.evaluate(
    (bytes) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([Uint8Array.from(bytes)], 'picture.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [...pictureOf(color).buffer],
  )

it('[E2E80] a picture that is picked is seen at once by who adds it and then by others; it is saved, and undo and redo keep it', async () => {
  await pick(ann, '#ff0000')
  await ann.sees(isRed)
  await ann.sync('saved')
  const bob = await board.join()
  await bob.sees(isRed)
  const [stored] = await board.stored()
  expect(stored?.props).toMatchObject({ natural: [300, 200] })
  await ann.page.keyboard.press('Control+z')
  await bob.sees((picture) => !isRed(picture))
  await ann.page.keyboard.press('Control+Shift+z')
  await bob.sees(isRed)
})

it('[E2E81] a picture that is added offline is there at once, and with the others when the network is back', async () => {
  const bob = await board.join()
  // What reads pictures comes after all else.
  await paste(ann, '#ff0000')
  await bob.sees(isRed)
  await ann.sync('saved')
  await ann.context.setOffline(true)
  await ann.sync('offline')
  await paste(ann, '#0000ff')
  await ann.sees(isBlue)
  await ann.context.setOffline(false)
  await ann.sync('saved')
  await bob.sees(isBlue)
})
