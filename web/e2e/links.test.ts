import { expect, it } from 'vitest'
import { startDrawbridge } from './drawbridge.ts'
import { PHONE, type Person, withPeople } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const withTwo = (visit: (ann: Person, ben: Person) => Promise<void>): Promise<void> =>
  withPeople(world.browser, [{}, {}], visit)

const LINE = [
  [300, 300],
  [500, 380],
] as const
const hasInk = (picture: Picture) => picture.inkIn(290, 290, 220, 100) > 100
const tools = (person: Person) => person.page.getByRole('toolbar')
const scripts = (person: Person) =>
  person.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? ''))
const turnsInto = (person: Person, what: 'viewer' | 'editor') =>
  (what === 'viewer' ? person.page.getByText('View only') : tools(person)).waitFor()

it('[E2E70] the address of a new board invites to draw, and never gives the board away', () =>
  withTwo(async (ann, ben) => {
    await ann.page.goto(world.server.url)
    await ann.page.getByRole('button', { name: 'New board' }).first().click()
    await ann.sync('saved')
    await ben.open(ann.page.url())
    await ben.choose('Pen')
    await ben.drag(LINE)
    await ann.sees(hasInk)
    const { links } = await world.server.newLinkedBoard()
    await ben.open(links.own)
    expect(ben.page.url()).not.toContain('#')
  }))

it('[E2E71] a view link shows the board live, without tools and without what they are made of', () =>
  withTwo(async (ann, ben) => {
    const { links } = await world.server.newLinkedBoard()
    await Promise.all([ann.open(links.edit), ben.open(links.view)])
    await ann.choose('Pen')
    await ann.drag(LINE)
    await ben.sees(hasInk)
    expect(await tools(ben).count()).toBe(0)
    await ben.page.keyboard.press('r')
    await ben.drag([
      [600, 500],
      [700, 600],
    ])
    expect((await scripts(ben)).filter((name) => /fabric|show-board|open-board/.test(name))).toEqual([])
    expect((await scripts(ann)).filter((name) => /show-board|open-board/.test(name))).not.toEqual([])
    await expect.poll(() => ben.page.getByText('View only').count()).toBe(1)
  }))

it('[E2E72] who knows the address alone is told kindly that it takes a link', () =>
  withTwo(async (ann) => {
    const { id } = await world.server.newLinkedBoard()
    await ann.page.goto(`${world.server.url}/b/${id}`)
    await ann.page.getByRole('heading', { name: 'This board opens with a link' }).waitFor()
  }))

it('[E2E73] a link is replaced while somebody draws with it: the page says so, and keeps what was not sent', () =>
  withTwo(async (ann, ben) => {
    const { links } = await world.server.newLinkedBoard()
    await Promise.all([ann.open(links.own), ben.open(links.edit)])
    // Not a pen: held still it would draw a shape, and that would be saved.
    await ben.page.keyboard.press('r')
    await ben.press(LINE)
    await ann.page.getByRole('button', { name: 'Share' }).click()
    await ann.page
      .getByText(/^Details: /)
      .first()
      .click()
    await ann.page.getByRole('button', { name: 'Replace', exact: true }).first().click()
    await ann.page.getByRole('button', { name: /^Replace: / }).click()
    await ben.sync('offline')
    await ben.release()
    await ben.page.getByText('Your way onto this board has been closed').waitFor()
    await ben.page.getByText(/of your changes could not be sent/).waitFor()
    await ben.page.reload()
    await ben.page.getByText('kept in this browser: open the board here with a link that may edit').waitFor()
    await ann.page.getByRole('button', { name: 'Copy edit link' }).waitFor()
    const address = await ann.page.getByLabel('Edit link', { exact: true }).inputValue()
    expect(address).not.toBe(links.edit)
    await ben.open(address)
    await ann.page.keyboard.press('Escape')
    await ann.sees(hasInk)
  }))

it('[E2E159] the link of somebody who may only look is revoked: the page says so in their language, and so does the next try', () =>
  withPeople(world.browser, [{}, { locale: 'de-DE', ...PHONE }], async (ann, gast) => {
    const { links } = await world.server.newLinkedBoard()
    await Promise.all([ann.open(links.own), gast.open(links.view)])
    await ann.page.getByRole('button', { name: 'Share' }).click()
    const row = ann.page.locator('.link-row').filter({ hasText: 'View link' })
    await row.getByText(/^Details: /).click()
    await row.getByRole('button', { name: 'Revoke', exact: true }).click()
    await row.getByRole('button', { name: /^Revoke: / }).click()
    const told = gast.page.getByRole('region', { name: 'Nicht verbunden' })
    await told.getByText('Dein Zugang zu dieser Tafel wurde geschlossen').waitFor()
    await told.getByRole('button', { name: 'Noch einmal versuchen' }).click()
    await gast.page.getByRole('heading', { name: 'Diese Tafel öffnet sich mit einem Link' }).waitFor()
  }))

it('[E2E159] who is removed is told so in their language, and for how long', () =>
  withPeople(world.browser, [{}, { locale: 'fr-FR' }], async (ann, gast) => {
    const { links } = await world.server.newLinkedBoard()
    await Promise.all([ann.open(links.own), gast.open(links.edit)])
    await ann.page.getByRole('button', { name: 'Share' }).click()
    const people = ann.page.getByRole('region', { name: 'Who is here' })
    await people.locator('summary').first().click()
    await people.getByRole('combobox').selectOption('1 day')
    await people.getByRole('button', { name: /^Remove / }).click()
    const why = 'Un propriétaire vous a retiré de ce tableau, encore pour 24 heures.'
    await gast.page.getByRole('region', { name: 'Non connecté' }).getByText(why).waitFor()
    await gast.page.reload()
    await gast.page.getByText(why).waitFor()
    await ann.page.getByText('What was changed here').click()
    await ann.page
      .getByRole('listitem')
      .getByText(/ kept out for 1 day.*, you$/)
      .waitFor()
  }))

it('[E2E74] a token that ends while a stroke is drawn costs nothing', () =>
  withTwo(async (ann) => {
    const server = await startDrawbridge({ LIMIT_SESSION_SECONDS: '1' })
    try {
      const { links } = await server.newLinkedBoard()
      await ann.open(links.edit)
      await ann.choose('Pen')
      await ann.press(LINE)
      await server.kill()
      await ann.sync('offline')
      await server.start()
      await ann.release()
      await ann.sync('saved')
      await ann.page.reload()
      await ann.sees(hasInk)
    } finally {
      await server.dispose()
    }
  }))

const DAY_MS = 86_400_000

it('[E2E157] two whose clocks are a day from the server’s, one before it and one behind, draw together past the end of their tokens', () =>
  withTwo(async (ann, ben) => {
    const server = await startDrawbridge({ LIMIT_SESSION_SECONDS: '1' })
    try {
      await isOff(ann, DAY_MS)
      await isOff(ben, -DAY_MS)
      const { links } = await server.newLinkedBoard()
      await Promise.all([ann.open(links.own), ben.open(links.edit)])
      await ann.choose('Pen')
      await ann.press(LINE)
      await server.kill()
      await Promise.all([ann.sync('offline'), ben.sync('offline')])
      await server.start()
      await ann.release()
      await Promise.all([ann.sync('saved'), ben.sync('saved')])
      await ben.sees(hasInk)
      await ann.page.getByRole('button', { name: 'Share' }).click()
      await ann.page.getByRole('region', { name: 'Links' }).getByText('Edit link', { exact: true }).waitFor()
    } finally {
      await server.dispose()
    }
  }))

/** A browser whose clock is wrong by so many milliseconds, for pages that are opened from now on. */
const isOff = ({ context }: Person, byMs: number): Promise<unknown> =>
  context.addInitScript((ms) => {
    const right = Date
    globalThis.Date = class extends right {
      constructor(...given: readonly unknown[]) {
        super(...((given.length === 0 ? [right.now() + ms] : given) as [number]))
      }
      static override now = () => right.now() + ms
    } as DateConstructor
  }, byMs)

it('[E2E75] an owner locks the board for all who are here, and opens it again', () =>
  withTwo(async (ann, ben) => {
    const { links } = await world.server.newLinkedBoard()
    await Promise.all([ann.open(links.own), ben.open(links.edit)])
    await ann.page.getByRole('button', { name: 'Share' }).click()
    const rule = ann.page.getByLabel('Everybody but owners may')
    await rule.selectOption('only look')
    await turnsInto(ben, 'viewer')
    await rule.selectOption('what their link says')
    await turnsInto(ben, 'editor')
    await ben.sync('saved')
    const people = ann.page.getByRole('region', { name: 'Who is here' })
    await ann.page.keyboard.press('Escape')
    await ann.page.getByRole('button', { name: 'Share' }).click()
    await people.locator('summary').first().click()
    await people.getByRole('button', { name: /^Remove / }).click()
    await ben.sync('offline')
    await people.getByRole('button', { name: /^Let / }).waitFor()
  }))

it('[E2E78] a board is locked while somebody’s work is not saved yet: they see the board and what waits, and it comes back when the board is opened again', () =>
  withTwo(async (ann, ben) => {
    const { links } = await world.server.newLinkedBoard()
    await Promise.all([ann.open(links.own), ben.open(links.edit)])
    await ben.context.setOffline(true)
    await ben.sync('offline')
    await ben.choose('Pen')
    await ben.drag([
      [300, 300],
      [500, 400],
    ])
    await ben.page.getByText('1 change kept in this browser').waitFor()
    await ann.page.getByRole('button', { name: 'Share' }).click()
    const rule = ann.page.getByLabel('Everybody but owners may')
    const isLocked = ann.page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await rule.selectOption('only look')
    await isLocked
    await ben.context.setOffline(false)
    await turnsInto(ben, 'viewer')
    const waiting = ben.page.getByRole('region', { name: 'Not saved' })
    await waiting.getByText('1 change of yours not on the board').waitFor()
    await ben.sync('saved')
    await rule.selectOption('what their link says')
    await turnsInto(ben, 'editor')
    await ben.sync('saved')
    await waiting.waitFor({ state: 'hidden' })
    await ann.page.keyboard.press('Escape')
    await ann.sees((picture) => picture.inkBox() !== null)
  }))

it('[E2E76] a link with a password asks for it, until it is right', () =>
  withTwo(async (ann, ben) => {
    const { links } = await world.server.newLinkedBoard()
    await ann.open(links.own)
    await ann.page.getByRole('button', { name: 'Share' }).click()
    await ann.page
      .getByText(/^Details: /)
      .first()
      .click()
    await ann.page.getByLabel('Password').first().fill('open sesame')
    await ann.page.getByLabel('Password').first().press('Tab')
    await ann.page.getByText(/with a password/).waitFor()
    await ben.page.goto(links.edit)
    const field = ben.page.getByRole('textbox', { name: 'Password' })
    await field.fill('sesame')
    await field.press('Enter')
    await ben.page.getByText('That isn’t the password').waitFor()
    await field.fill('open sesame')
    await field.press('Enter')
    await ben.sync('saved')
  }))
