import { expect, it } from 'vitest'
import { type Person, withPeople } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** An owner and somebody with the edit link, each with a browser of their own, for as long as a test lasts. */
async function withBoard(visit: (owner: Person, guest: Person) => Promise<void>): Promise<void> {
  const { links } = await world.server.newLinkedBoard()
  await withPeople(world.browser, [{}, {}], async (owner, guest) => {
    await Promise.all([owner.open(links.own), guest.open(links.edit)])
    await visit(owner, guest)
  })
}

const OURS = [
  [200, 200],
  [350, 200],
] as const
const THEIRS = [
  [500, 400],
  [700, 450],
] as const
const hasOurs = (picture: Picture) => picture.inkIn(190, 190, 170, 20) > 50
const hasTheirs = (picture: Picture) => picture.inkIn(490, 390, 220, 70) > 50

it('[E2E79] an owner replaces the owner’s link and goes on: Escape closes the dialog, and the next tool is chosen', () =>
  withBoard(async (owner) => {
    await owner.page.getByRole('button', { name: 'Share' }).click()
    const row = owner.page
      .getByRole('listitem')
      .filter({ has: owner.page.getByRole('button', { name: 'Copy owner link' }) })
    await row.getByText(/^Details: /).click()
    await row.getByRole('button', { name: 'Replace', exact: true }).click()
    const isReplaced = owner.page.waitForResponse((answer) => answer.url().endsWith('/replace'))
    await row.getByRole('button', { name: /^Replace: / }).click()
    await isReplaced
    // The row is another one now, and the button that had the focus is gone.
    await owner.page.waitForFunction(() => document.activeElement === document.body)
    await owner.page.keyboard.press('Escape')
    await owner.page.getByRole('dialog').waitFor({ state: 'hidden' })
    await owner.sync('saved')
    await owner.choose('Pen')
    await owner.drag(OURS)
    await owner.sees(hasOurs)
    await owner.sync('saved')
    await owner.page.reload()
    await owner.sees(hasOurs)
  }))

it('[E2E101] in slow mode the page says for how long what was drawn waits, and it comes by itself', () =>
  withBoard(async (owner, guest) => {
    await owner.page.getByRole('button', { name: 'Share' }).click()
    const pace = owner.page.getByLabel('Everybody but owners changes it')
    const isSet = () => owner.page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    const slow = isSet()
    await pace.selectOption('every 5 minutes')
    await slow
    await guest.choose('Pen')
    await guest.drag(OURS)
    await guest.sync('saved')
    await guest.drag(THEIRS)
    await guest.page.getByText(/^Slow mode: sent in \d+ s$/).waitFor()
    await guest.page.getByText('1 change waiting').waitFor()
    const usual = isSet()
    await pace.selectOption('as often as they like')
    await usual
    await guest.sync('saved')
    await owner.page.keyboard.press('Escape')
    await owner.sees((picture) => hasOurs(picture) && hasTheirs(picture))
  }))

it('[E2E100] an owner sees what somebody did, takes all of it back, and puts it there again', () =>
  withBoard(async (owner, guest) => {
    await owner.choose('Pen')
    await owner.drag(OURS)
    await guest.choose('Pen')
    await guest.drag(THEIRS)
    await guest.sync('saved')
    await owner.sees((picture) => hasOurs(picture) && hasTheirs(picture))
    await owner.page.getByRole('button', { name: 'Share' }).click()
    const people = owner.page.getByRole('region', { name: 'Who is here' })
    await people.getByText(/edit, 1 change/).click()
    await people.getByText('1 stroke on the board.').waitFor()
    await people.getByRole('button', { name: /^Show what/ }).click()
    await owner.page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await owner.page.getByRole('button', { name: 'Delete' }).count()).toBeGreaterThan(0)
    await owner.page.getByRole('button', { name: 'Share' }).click()
    await people.getByText(/edit, 1 change/).click()
    await people.getByRole('button', { name: /^Undo all of/ }).click()
    await people.getByRole('button', { name: /^Undo: take back/ }).click()
    await people.getByText('1 taken away.').waitFor()
    await guest.sees((picture) => hasOurs(picture) && !hasTheirs(picture))
    await people.getByRole('button', { name: 'Put it back' }).click()
    await guest.sees((picture) => hasOurs(picture) && hasTheirs(picture))
  }))

it('[E2E102] what somebody is drawing when a board is frozen is kept as far as it has come, said to be not on the board, and comes when it is open again', () =>
  withBoard(async (owner, guest) => {
    await owner.page.getByRole('button', { name: 'Share' }).click()
    const rule = owner.page.getByLabel('Everybody but owners may')
    // A pen that is held still would make a shape, and that would be on the board before it is frozen.
    await guest.choose('Rectangle')
    await guest.press(THEIRS)
    await rule.selectOption('only look')
    await guest.page.getByText('1 change of yours not on the board').waitFor()
    await guest.release()
    await rule.selectOption('what their link says')
    await owner.page.keyboard.press('Escape')
    await owner.sees(hasTheirs)
    await guest.sees(hasTheirs)
    await guest.sync('saved')
  }))
