import type { Browser, BrowserContextOptions } from 'playwright'
import { type Drawbridge, type Settings, startDrawbridge } from './drawbridge.ts'
import { launchBrowser, newPerson, type Person } from './person.ts'
import { whileTestsRun } from './while-tests-run.ts'

/** One browser and one server, for all tests of a file. */
export interface World {
  readonly browser: Browser
  readonly server: Drawbridge
}

interface WorldOptions {
  /** Of Chromium's own, beside those that all tests use. */
  readonly flags?: readonly string[]
  readonly settings?: Settings | (() => Settings)
}

/** To be called at the top of a test file. The world is there from the first test to the last. */
export const useWorld = ({ flags = [], settings = {} }: WorldOptions = {}): World =>
  whileTestsRun(
    async () => ({
      browser: await launchBrowser(flags),
      server: await startDrawbridge(typeof settings === 'function' ? settings() : settings),
    }),
    async ({ browser, server }) => {
      await browser.close()
      await server.dispose()
    },
  )

/** To be called at the top of a test file, after `useWorld`: somebody who is there from the first test to the last. */
export const usePerson = (world: World, options?: BrowserContextOptions): Person =>
  whileTestsRun(
    () => newPerson(world.browser, options),
    ({ context }) => context.close(),
  )
