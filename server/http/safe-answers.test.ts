import { expect, it } from 'vitest'
import { ROUTE_POLICIES } from '../access/policies.ts'
import { newLinkedBoard, start, tokenOf } from '../testing/start.ts'

/** Answers that pages of any site may read: pictures that they show, and what they need to show boards. */
const FOR_ALL = /snapshot\.|^GET \/b\/:id\.|^GET \/oembed/

/** Of what has a charset of its own. */
const IS_TEXT = /^text\/|json|javascript|svg/

const urlOf = (path: string, board: string): string =>
  path.replace(':id', board).replace(':format', 'svg').replace(':hash', 'a'.repeat(64)).replace(/:\w+/g, 'nothing-here')

it('[ACC62] every answer of every route says what it is, that it is nothing else, and by whom it may be framed, and tells others no address', async () => {
  const server = await start()
  const { id, links } = await newLinkedBoard(server)
  const known = { Authorization: `Bearer ${await tokenOf(links.own)}` }
  const routes = [...Object.keys(ROUTE_POLICIES), 'GET /nothing', 'PUT /api/boards', 'GET /sync/nothing']
  // What moves the board away is asked last.
  const last = (route: string) => Number(/trash|DELETE \/api\/boards\/:id$/.test(route))
  for (const route of routes.sort((a, b) => last(a) - last(b)))
    for (const headers of [{}, known]) {
      const [method = '', path = ''] = route.split(' ')
      const answer = await fetch(`${server.url}${urlOf(path, id)}`, { method, headers, redirect: 'manual' })
      const said = (name: string): string => answer.headers.get(name) ?? ''
      const where = `${route}, ${headers === known ? 'an owner' : 'a stranger'}: ${answer.status}`
      const body = new Uint8Array(await answer.arrayBuffer())
      expect(said('x-content-type-options'), where).toBe('nosniff')
      expect(said('referrer-policy'), where).toBe('no-referrer')
      expect(said('permissions-policy'), where).toContain('microphone=()')
      expect(said('content-security-policy'), where).toContain("default-src 'none'")
      if (!path.startsWith('/embed') && !said('content-security-policy').includes('sandbox'))
        expect(said('content-security-policy'), where).toContain("frame-ancestors 'none'")
      if (body.length > 0) expect(said('content-type'), where).toMatch(/^[a-z]+\/[\w.+-]+/)
      if (body.length > 0 && IS_TEXT.test(said('content-type')))
        expect(said('content-type'), where).toMatch(/charset=utf-8/i)
      if (!FOR_ALL.test(route)) expect(said('access-control-allow-origin'), where).toBe('')
      expect(said('access-control-allow-credentials'), where).toBe('')
      expect(said('server') + said('x-powered-by'), where).toBe('')
    }
})
