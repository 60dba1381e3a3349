import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newPerson, type Person } from './person.ts'
import { gistOf, type Message, PERSON, type Recording } from './recorded/drawio.ts'
import { type Site, startSite } from './site.ts'
import { useWorld } from './world.ts'

const { host, sessions } = JSON.parse(
  await readFile(new URL('recorded/drawio.json', import.meta.url), 'utf8'),
) as Recording
const world = useWorld()
let site: Site
let reader: Person

beforeAll(async () => {
  site = await startSite()
  site.show('<!doctype html><title>wiki</title><body></body>')
  reader = await newPerson(world.browser)
})
afterAll(async () => {
  await reader.context.close()
  site.close()
})

interface HostWindow extends Window {
  heard: Message[]
}
declare const window: HostWindow

/** Another site's page with the board in it, which keeps what it hears. */
async function open(query: string): Promise<Page> {
  const { page } = reader
  await page.goto(site.origin)
  await page.evaluate((src) => {
    window.heard = []
    const frame = document.createElement('iframe')
    frame.src = src
    frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0'
    window.addEventListener('message', ({ data }) => window.heard.push(JSON.parse(String(data)) as Message))
    document.body.append(frame)
  }, `${world.server.url}/${query}`)
  return page
}

const say = (page: Page, message: Message) =>
  page.evaluate((text) => {
    document.querySelector('iframe')!.contentWindow!.postMessage(text, '*')
  }, JSON.stringify(message))

const isAutosave = ({ event }: Message) => event === 'autosave'

/** What a page hears, one after the other. How often a board is saved meanwhile depends on how fast somebody is: so that counts apart, and may be more. */
function listenerOf(page: Page) {
  const count = { autosave: 0, other: 0 }
  const heard = () => page.evaluate(() => window.heard)
  return {
    async hears(expected: Message) {
      const kind = isAutosave(expected) ? 'autosave' : 'other'
      const news = async () =>
        (await heard())
          .filter((each) => isAutosave(each) === isAutosave(expected))
          .slice(count[kind])
          .map(gistOf)
      if (kind === 'other') await expect.poll(async () => (await news())[0], { timeout: 20_000 }).toEqual(expected)
      else await expect.poll(news, { timeout: 20_000 }).toContainEqual(expected)
      count[kind] += 1
    },
    /** Answers all that came and was not waited for, but for what is saved meanwhile. */
    async rest() {
      return (await heard()).filter((each) => !isAutosave(each)).slice(count.other)
    },
  }
}

describe(`what ${host} says, and is told`, () => {
  let page: Page
  beforeEach(() => reader.page.goto('about:blank'))

  it.each(sessions)('[DIO11] a recorded app of draw.io hears what it heard: $about', async ({ query, turns }) => {
    page = await open(query)
    const { hears, rest } = listenerOf(page)
    for (const turn of turns) {
      if ('host' in turn) await say(page, turn.host)
      else if ('person' in turn) await PERSON[turn.person](page)
      else await hears(turn.board as Message)
    }
    expect(await rest()).toEqual([])
  })
})
