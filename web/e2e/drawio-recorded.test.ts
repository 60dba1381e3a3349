import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { beforeEach, describe, expect, it } from 'vitest'
import { heardBy, say, showFrame } from './drawio-page.ts'
import { gistOf, type Message, PERSON, type Recording } from './recorded/drawio.ts'
import { useSite } from './site.ts'
import { usePerson, useWorld } from './world.ts'

const { host, sessions } = JSON.parse(
  await readFile(new URL('recorded/drawio.json', import.meta.url), 'utf8'),
) as Recording
const world = useWorld()
const site = useSite('<!doctype html><title>wiki</title><body></body>')
const reader = usePerson(world)

/** Another site's page with the board in it. */
async function open(query: string): Promise<Page> {
  await reader.page.goto(site.origin)
  await showFrame(reader.page, `${world.server.url}/${query}`)
  return reader.page
}

const isAutosave = ({ event }: Message) => event === 'autosave'

/** What a page hears, one after the other. How often a board is saved meanwhile depends on how fast somebody is: so that counts apart, and may be more. */
function listenerOf(page: Page) {
  const count = { autosave: 0, other: 0 }
  return {
    async hears(expected: Message) {
      const kind = isAutosave(expected) ? 'autosave' : 'other'
      const news = async () =>
        (await heardBy(page))
          .filter((each) => isAutosave(each) === isAutosave(expected))
          .slice(count[kind])
          .map(gistOf)
      if (kind === 'other') await expect.poll(async () => (await news())[0], { timeout: 20_000 }).toEqual(expected)
      else await expect.poll(news, { timeout: 20_000 }).toContainEqual(expected)
      count[kind] += 1
    },
    /** Answers all that came and was not waited for, but for what is saved meanwhile. */
    async rest() {
      return (await heardBy(page)).filter((each) => !isAutosave(each)).slice(count.other)
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
