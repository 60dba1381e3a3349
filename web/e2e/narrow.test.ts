import { beforeEach, expect, it } from 'vitest'
import { useBoard } from './own-board.ts'
import { type Person, withPeople } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
const NARROWEST = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }
let ann: Person

beforeEach(async () => {
  ann = await board.join(NARROWEST)
})

/** Every dialog that a key opens, by its title. */
const DIALOGS = {
  Commands: 'Control+/',
  'Open a file': 'Control+o',
  Link: 'Control+k',
  'On this board': 'Control+f',
  'Help and keys': '?',
  History: 'Alt+y',
  Library: 'Alt+l',
  Export: 'Control+Shift+e',
}

it('[UI87] on the narrowest phone every dialog and the menu show all that they say, and nothing beside', async () => {
  await ann.choose('Rectangle')
  await ann.drag([
    [100, 250],
    [200, 300],
  ])
  for (const [name, key] of Object.entries(DIALOGS)) {
    await ann.page.keyboard.press(key)
    const dialog = ann.page.getByRole('dialog', { name })
    await dialog.locator('[aria-busy]').waitFor({ state: 'detached' })
    expect([name, await dialog.evaluate(beside)]).toEqual([name, 0])
    await ann.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
  await ann.page.getByRole('button', { name: 'Share' }).click()
  const share = ann.page.getByRole('dialog', { name: 'Share this board' })
  await share.getByRole('button', { name: 'Copy' }).first().waitFor()
  expect(await share.evaluate(beside)).toBe(0)
  await ann.page.keyboard.press('Escape')
  await ann.page.getByRole('button', { name: 'Menu' }).click()
  const menu = ann.page.getByRole('menu', { name: 'Board' })
  await menu.getByRole('menuitemradio', { name: 'Español' }).waitFor()
  expect(await menu.evaluate(cutOff)).toEqual([])
})

it('[UI98] on the narrowest phone a viewer reads all of what they may do there', async () => {
  const { links } = await world.server.newLinkedBoard()
  await withPeople(world.browser, [{ ...NARROWEST, locale: 'de-DE' }], async (gast) => {
    await ann.open(links.own)
    await gast.open(links.view)
    await ann.page.getByRole('button', { name: 'Share' }).click()
    await ann.page.getByLabel('Everybody but owners may').selectOption('only look')
    await gast.page.getByText('Nur ansehen, zurzeit eingefroren').waitFor()
    expect(await gast.page.locator('.title-bar').evaluate(beside)).toBe(0)
  })
})

/** How far what is in it reaches beyond it, CSS pixels. */
const beside = (element: Element): number => element.scrollWidth - element.clientWidth

/** What of the menu's items doesn't lie within its width. */
const cutOff = (menu: Element): (string | null)[] => {
  const { left, right } = menu.getBoundingClientRect()
  const isOut = (box: DOMRect) => box.left < left || box.right > right
  return [...menu.querySelectorAll('[role^="menuitem"]')]
    .filter((item) => isOut(item.getBoundingClientRect()))
    .map((item) => item.textContent)
}
