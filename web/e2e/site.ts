import { once } from 'node:events'
import { createServer } from 'node:http'
import { whileTestsRun } from './while-tests-run.ts'

/** Somebody else's site: an origin of its own by its port. */
export interface Site {
  readonly origin: string
  /** Every address of the site answers this page from now on. */
  show(html: string): void
  close(): void
}

export async function startSite(): Promise<Site> {
  let page = ''
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    show: (html) => (page = html),
    close: () => void server.close(),
  }
}

/** To be called at the top of a test file: a site that is there from the first test to the last, and begins with this page. */
export const useSite = (page: string | (() => string) = '<!doctype html><title>site</title>'): Site =>
  whileTestsRun(
    async () => {
      const site = await startSite()
      site.show(typeof page === 'function' ? page() : page)
      return site
    },
    (site) => site.close(),
  )
