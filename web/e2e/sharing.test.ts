import { createCanvas, loadImage } from '@napi-rs/canvas'
import decode from 'jsqr'
import type { Locator } from 'playwright'
import { expect, it } from 'vitest'
import { newPerson, PHONE } from './person.ts'
import { startSite } from './site.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** What a camera reads in something on the screen. */
async function read(seen: Locator): Promise<string | undefined> {
  const image = await loadImage(await seen.screenshot())
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return decode(context.getImageData(0, 0, image.width, image.height).data, image.width, image.height)?.data
}

it('[E2E192] a camera reads the QR code of a link, and its embed code shows the board in the page of somebody else', async () => {
  const owner = await newPerson(world.browser, { colorScheme: 'dark' })
  const reader = await newPerson(world.browser)
  const site = await startSite()
  const { links } = await world.server.newLinkedBoard()
  await owner.open(links.own)
  await owner.page.getByRole('button', { name: 'Share' }).click()
  const row = owner.page.locator('.link-row').filter({ hasText: 'View link' })
  // Made by whoever asked the server for the board: this browser does not know it.
  await row.getByRole('button', { name: 'Replace the view link with one to copy' }).click()
  const link = await row.getByLabel('View link', { exact: true }).inputValue()
  await row.getByText(/^Details: /).click()
  expect(await read(row.getByRole('img', { name: 'QR code of the view link' }))).toBe(link)

  const field = owner.page.getByLabel('Sites that may show it')
  await field.fill(site.origin)
  const isSet = owner.page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await field.blur()
  expect((await isSet).status()).toBe(200)
  const code = await row.getByLabel('Embed code', { exact: true }).inputValue()
  site.show(`<!doctype html><html lang="en"><title>host</title>${code}`)
  await reader.page.goto(site.origin)
  await reader.page.frameLocator('iframe').locator('html[data-sync=saved]').waitFor()
  await Promise.all([owner, reader].map(({ context }) => context.close()))
  site.close()
})

it('[E2E192] who came with a link gives it on as it is, by a QR code on a phone, too', async () => {
  const guest = await newPerson(world.browser, PHONE)
  const { links } = await world.server.newLinkedBoard()
  await guest.open(links.edit)
  await guest.page.getByRole('button', { name: 'Share' }).click()
  await guest.page.getByText('QR code', { exact: true }).click()
  expect(await read(guest.page.getByRole('img', { name: 'QR code of the link' }))).toBe(links.edit)
  await guest.context.close()
})
