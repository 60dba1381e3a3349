import { expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import { useWorld } from './world.ts'

/** Code that is fetched first, on a machine that has other things to do. */
const PATIENT = { timeout: 20_000, interval: 50 } as const

/** Chromium's own cameras, which show a moving picture. */
const world = useWorld({ flags: ['--use-fake-device-for-media-stream=device-count=2'] })
const board = useBoard(world)

it('[E2E84] a picture is taken with a camera that is chosen, and comes to the middle of the view; nothing stays on', async () => {
  const ann = await board.join({ permissions: ['camera'] })
  await ann.command('camera')
  const dialog = ann.page.getByRole('dialog', { name: 'Camera' })
  const shutter = dialog.getByRole('button', { name: 'Take the picture', disabled: false })
  await shutter.waitFor()
  const cameras = dialog.getByRole('combobox', { name: 'Camera' })
  const names = await cameras.locator('option').allTextContents()
  expect(names).toHaveLength(2)
  const stream = await dialog
    .locator('video')
    .evaluateHandle((video: HTMLVideoElement) => video.srcObject as MediaStream)
  await cameras.selectOption(names[1]!)
  await expect.poll(() => stream.evaluate(({ active }) => active), PATIENT).toBe(false)
  await shutter.click()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(async () => (await board.stored()).length, PATIENT).toBe(1)
  const [picture] = await board.stored()
  expect(picture?.kind).toBe('image')
  await ann.sees((seen) => seen.inkIn(400, 300, 200, 100) > 10_000)
})

it('[E2E84] a camera that is not allowed is said plainly, and asked for again', async () => {
  const ann = await board.join()
  // A page that nobody has allowed anything gets nothing.
  await ann.context.grantPermissions([])
  await ann.page.locator('.board').click({ button: 'right', position: { x: 300, y: 300 } })
  await ann.page.getByRole('menuitem', { name: 'Take a picture with the camera' }).click()
  const dialog = ann.page.getByRole('dialog', { name: 'Camera' })
  await dialog.getByRole('alert').getByText('This page may not use the camera').waitFor()
  await ann.context.grantPermissions(['camera'], { origin: world.server.url })
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByRole('button', { name: 'Take the picture', disabled: false }).waitFor()
})

it('[E2E84] on a phone its own camera is asked for', async () => {
  const ann = await board.join({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 780 } })
  const chosen = ann.page.waitForEvent('filechooser')
  // The page is told on a road of its own that its choosers are answered from outside; a key can overtake that, an answer can't.
  await ann.page.evaluate(() => document.readyState)
  await ann.command('camera')
  const chooser = await chosen
  expect(await chooser.element().getAttribute('capture')).toBe('environment')
})
