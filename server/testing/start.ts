import { onTestFinished } from 'vitest'
import type { Config } from '../config.ts'
import type { Role } from '#board/protocol.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import { startServer } from '../server.ts'
import type { RunningServer, ServerParts } from '../server.ts'
import { MemoryStorage } from '../storage/memory.ts'
import { post } from './requests.ts'

/** Where the test run's global setup built the workers and pages. */
export const DIST = new URL('../../dist/', import.meta.url)

/** What a test wants otherwise. */
export type TestConfig = Partial<Omit<Config, 'limits'>> & { readonly limits?: Partial<Limits> }

/** Settings for tests: any free port on the loopback interface, no log. */
const testConfig = ({ limits = {}, ...changes }: TestConfig = {}): Config => ({
  port: 0,
  host: '127.0.0.1',
  dataDir: 'unused',
  logLevel: 'silent',
  allowedOrigins: [],
  publicUrl: undefined,
  // So that a test may come from any address that it likes.
  trustedProxies: 1,
  proxyHeaders: undefined,
  openId: undefined,
  whoMakes: { who: 'anyone' },
  hostKeys: [],
  embedSites: 'any',
  tls: undefined,
  ...changes,
  // Nobody waits for a machine that has other work to do: what a test draws is drawn.
  limits: { ...DEFAULT_LIMITS, pictureMilliseconds: 60_000, ...limits },
})

/** A real server with storage in memory (unless another is given), closed when the test is over. */
export async function start(parts: ServerParts = {}, config: TestConfig = {}, dist = DIST): Promise<RunningServer> {
  const server = await startServer({ ...testConfig(config), dist }, { storage: new MemoryStorage(), ...parts })
  onTestFinished(() => server.close())
  return server
}

/** The same on SQLite in a folder of its own. */
export async function startOnDisk(
  dataDir: string,
  parts: ServerParts = {},
  config: TestConfig = {},
): Promise<RunningServer> {
  const server = await startServer({ ...testConfig({ ...config, dataDir }), dist: DIST }, parts)
  onTestFinished(() => server.close())
  return server
}

/** `POST /api/boards`; what it answers. */
export interface NewBoard {
  readonly id: string
  readonly url: string
  readonly links: Readonly<Record<Role, string>>
}

/** A board as people get it, which opens with its links only. */
export async function newLinkedBoard({ url }: Pick<RunningServer, 'url'>): Promise<NewBoard> {
  return (await (await post(`${url}/api/boards`)).json()) as NewBoard
}

/** What a link's secret is exchanged for; `shown` beside it, as a password. */
export function openLink(link: string, shown: object = {}): Promise<Response> {
  const { origin, pathname, hash } = new URL(link)
  return post(`${origin}/api/boards/${pathname.slice('/b/'.length)}/session`, {
    link: hash.slice('#k='.length),
    ...shown,
  })
}

/** A session token for a link. */
export async function tokenOf(link: string, shown: object = {}): Promise<string> {
  return ((await (await openLink(link, shown)).json()) as { readonly token: string }).token
}

/** A new board's id; whoever knows it may edit. */
export async function newBoard({ url }: Pick<RunningServer, 'url'>): Promise<string> {
  const { id } = (await (await post(`${url}/api/boards`, { anyone: 'edit' })).json()) as NewBoard
  return id
}

/** A server with a board on it; whoever knows its id may edit. `url` is where the API has it. */
export async function startWithBoard(): Promise<{ server: RunningServer; id: string; url: string }> {
  const server = await start()
  const id = await newBoard(server)
  return { server, id, url: `${server.url}/api/boards/${id}` }
}
