import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Drawbridge, startDrawbridge } from './drawbridge.ts'
import { newPerson, type Person } from './person.ts'
import { useWorld } from './world.ts'

interface BoardElement extends HTMLElement {
  readonly board: { readonly ready: Promise<{ readonly role: string }> }
}

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/host-login.mjs', import.meta.url))

const world = useWorld()
let folder: string
let server: Drawbridge
let site: ChildProcess | undefined
let address = ''

/** The first line that it says. */
async function said(example: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: example.stdout! })) return line
  throw new Error('the example said nothing')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-host-login-'))
  const run = (settings: Readonly<Record<string, string>>, ...words: readonly string[]) =>
    spawn(process.execPath, [EXAMPLE, ...words], {
      env: { ...process.env, HOST_LOGIN: folder, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  const keys = run({}, 'keys')
  expect(await once(keys, 'exit')).toEqual([0, null])
  server = await startDrawbridge((url) => Promise.resolve({ HOST_KEYS: join(folder, 'public.json'), PUBLIC_URL: url }))
  site = run({ DRAWBRIDGE: server.url, PORT: '0' })
  address = (await said(site)).split(' ').at(-1) ?? ''
})
afterAll(async () => {
  site?.kill()
  await server?.dispose()
  await rm(folder, { recursive: true, force: true })
})

it('[WEB4] a site vouches for its users: one draws under her name, another may only look', async () => {
  expect(await readFile(join(folder, 'public.json'), 'utf8')).not.toContain('"d"')
  const ada = await newPerson(world.browser)
  await ada.page.goto(address)
  await ada.page.getByRole('link', { name: 'Ada' }).click()
  const board = ada.page.frameLocator('iframe')
  await board.getByRole('main', { name: 'Board' }).click()
  await board.getByRole('radio', { name: /^rectangle/i }).waitFor()
  await board.locator('html[data-sync="saved"]').waitFor({ state: 'attached' })

  const ben = await newPerson(world.browser)
  await ben.page.goto(`${address}/ben`)
  await ben.page.frameLocator('iframe').locator('html[data-board=ready]').waitFor()
  const roleOf = ({ page }: Person) =>
    page.locator('drawbridge-board').evaluate(async (element: BoardElement) => (await element.board.ready).role)
  expect([await roleOf(ada), await roleOf(ben)]).toEqual(['edit', 'view'])
  await Promise.all([ada.context.close(), ben.context.close()])
})
