import type { Browser } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { type Drawbridge, startDrawbridge } from './drawbridge.ts'
import { launchBrowser } from './person.ts'

/** One browser and one server, for all tests of a file. */
export interface World {
  readonly browser: Browser
  readonly server: Drawbridge
}

/** To be called at the top of a test file. The world is there from the first test to the last. */
export function useWorld({ flags = [] }: { readonly flags?: readonly string[] } = {}): World {
  let world: World | undefined
  const there = (): World => {
    if (!world) throw new Error('the world is there only while tests run')
    return world
  }
  beforeAll(async () => {
    world = { browser: await launchBrowser(flags), server: await startDrawbridge() }
  })
  afterAll(async () => {
    await world?.browser.close()
    await world?.server.dispose()
  })
  return {
    get browser() {
      return there().browser
    },
    get server() {
      return there().server
    },
  }
}
