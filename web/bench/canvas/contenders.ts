import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { build, preview } from 'vite'
import type { Skill } from './measure.ts'
import { storedBoard } from './boards.ts'

/** A page that shows boards of the server and takes the same keys, wheel and pointers as ours. */
export interface Contender {
  readonly name: 'drawbridge' | 'raw' | 'naive'
  readonly can: readonly Skill[]
  urlOf(board: string): string
  /** Elements on the board, as whoever keeps them says: the server for ours, the page itself for the others. */
  count(page: Page, board: string): Promise<number>
  dispose(): Promise<void>
}

/** Ours first. The others read their boards from the server at `serverUrl`. */
export async function startContenders(serverUrl: string): Promise<readonly Contender[]> {
  return [
    {
      name: 'drawbridge',
      can: ['look', 'draw', 'edit', 'hear', 'touch'],
      urlOf: (board) => `${serverUrl}/b/${board}`,
      async count(page, board) {
        await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
        return (await storedBoard(serverUrl, board)).size
      },
      dispose: () => Promise.resolve(),
    },
    { name: 'raw', can: ['look', 'draw'], count: countedByPage, ...(await servePage('raw-canvas', serverUrl)) },
    {
      name: 'naive',
      can: ['look', 'draw', 'edit'],
      count: countedByPage,
      ...(await servePage('naive-fabric', serverUrl)),
    },
  ]
}

const countedByPage = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.documentElement.dataset['elements']))

/** Builds a page of this benchmark as ours is built, and serves it. */
async function servePage(folder: string, serverUrl: string): Promise<Pick<Contender, 'urlOf' | 'dispose'>> {
  const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url))
  const outDir = fileURLToPath(new URL(`../../../dist/bench/${folder}/`, import.meta.url))
  const options = { root, configFile: false, publicDir: false, logLevel: 'error' } as const
  await build({
    ...options,
    resolve: { alias: [{ find: /^fabric$/, replacement: 'fabric/es' }] },
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  })
  const server = await preview({
    ...options,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, proxy: { '/api': serverUrl } },
  })
  const [url] = server.resolvedUrls?.local ?? []
  if (url === undefined) throw new Error(`the page ${folder} has no address`)
  return { urlOf: (board) => `${url}?board=${board}`, dispose: () => server.close() }
}
