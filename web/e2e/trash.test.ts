import { expect, it } from 'vitest'
import { type Person, withPeople } from './person.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const withTwo = (visit: (ann: Person, ben: Person) => Promise<void>): Promise<void> =>
  withPeople(world.browser, [{}, {}], visit)

const moveToTrash = async ({ page }: Person) => {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Move to the trash…' }).click()
  await page.getByRole('button', { name: 'Move to the trash', exact: true }).click()
}

it('[E2E140] an owner moves a board to the trash: who is drawing is told plainly and keeps what was not sent, and all of it is there when the board is brought back', () =>
  withTwo(async (ann, ben) => {
    const { id, links } = await world.server.newLinkedBoard()
    await Promise.all([ann.open(links.own), ben.open(links.edit)])
    // Not a pen: held still it would draw a shape, and that would be saved.
    await ben.page.keyboard.press('r')
    await ben.press([
      [300, 300],
      [500, 400],
    ])
    await moveToTrash(ann)
    await ben.page.getByText('This board has been moved to the trash').waitFor()
    await ben.release()
    await ben.page.getByText(/1 of your changes could not be sent.* when the board is brought back/).waitFor()
    expect(await ben.page.getByRole('button', { name: 'Bring it back' }).count()).toBe(0)
    await ben.page.reload()
    await ben.page.getByRole('heading', { name: 'This board is in the trash' }).waitFor()
    await ben.page.getByText('One change that you made is not on the server yet').waitFor()
    await ann.page.getByRole('button', { name: 'Bring it back' }).click()
    await ann.sync('saved')
    await ben.open(`${world.server.url}/b/${id}`)
    await ann.sees((picture) => picture.inkBox() !== null)
  }))

it('[E2E141] an owner who opens a board that is in the trash is told so, and brings it back', () =>
  withTwo(async (ann, ben) => {
    const { links } = await world.server.newLinkedBoard()
    await ann.open(links.own)
    await moveToTrash(ann)
    await ann.page.getByText('This board has been moved to the trash').waitFor()
    await ben.page.goto(links.edit)
    await ben.page.getByText('Whoever owns it can bring it back').waitFor()
    await ann.page.goto(world.server.url)
    await ann.page.goto(links.own)
    await ann.page.getByRole('heading', { name: 'This board is in the trash' }).waitFor()
    await ann.page.getByRole('button', { name: 'Bring it back' }).click()
    await ann.sync('saved')
    await ben.page.getByRole('button', { name: 'Try again' }).click()
    await ben.sync('saved')
  }))
