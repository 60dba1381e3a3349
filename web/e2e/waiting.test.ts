import { createCanvas } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { type Person, withPeople } from './person.ts'
import { useWorld } from './world.ts'

/** As little of everything as can be set. */
const LITTLE = {
  TRUST_PROXY: '1',
  LIMIT_ADDRESS_BOARDS_PER_HOUR: '2',
  LIMIT_PERSON_FILES_PER_MINUTE: '1',
  LIMIT_PERSON_CONNECTIONS: '1',
}

const world = useWorld({ settings: LITTLE })

/** Somebody from an address of their own. */
const withPerson = (address: string, visit: (person: Person) => Promise<void>): Promise<void> =>
  withPeople(world.browser, [{ extraHTTPHeaders: { 'X-Forwarded-For': address } }], visit)

async function makeBoard(person: Person): Promise<void> {
  await person.page.goto(world.server.url)
  await person.page.getByRole('button', { name: 'New board' }).click()
  await person.sync('saved')
}

it('[E2E152] who has made as many boards as one may is told for how long no more are made, and others make theirs', () =>
  withPerson('203.0.113.1', async (person) => {
    for (let at = 0; at < 2; at++) await makeBoard(person)
    await person.page.goto(world.server.url)
    await person.page.getByRole('button', { name: 'New board' }).click()
    await person.page
      .getByText(/^Too many boards were made from where you are\. Please try again in \d+ min\.$/)
      .waitFor()
    await withPerson('203.0.113.2', makeBoard)
  }))

it('[E2E153] who has sent as many pictures as one may is told for how long the next ones wait, and that they do', () =>
  withPerson('203.0.113.3', async (person) => {
    await makeBoard(person)
    await paste(person, '#ff0000')
    await paste(person, '#0000ff')
    await person.page.getByText(/^Busy: sent in \d+ s$/).waitFor()
    await person.page.getByText('1 picture waiting').waitFor()
  }))

it('[E2E154] who has as many boards open as one may is told when the next one is connected, and may draw on it', () =>
  withPerson('203.0.113.4', async (person) => {
    await makeBoard(person)
    const next = await person.context.newPage()
    await next.goto(person.page.url())
    await next.getByText(/^Busy: again in \d+ s$/).waitFor()
    await next.getByText('You can go on drawing').waitFor()
    expect(await next.locator('html').getAttribute('data-sync')).toBe('offline')
    expect(await person.page.locator('html').getAttribute('data-sync')).toBe('saved')
  }))

/** As the browser tells of a picture on its clipboard. */
function paste({ page }: Person, color: string): Promise<void> {
  const canvas = createCanvas(30, 20)
  const context = canvas.getContext('2d')
  context.fillStyle = color
  context.fillRect(0, 0, 30, 20)
  return page.evaluate(
    (bytes) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([Uint8Array.from(bytes)], 'picture.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [...canvas.toBuffer('image/png')],
  )
}
