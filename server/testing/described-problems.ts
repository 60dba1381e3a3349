import { problemCodesOf } from '../http/openapi.ts'
import { ROUTE_DOCS } from '../http/route-docs.ts'

/** The path of each route as a pattern, the codes of its problems with it. */
const ROUTES = Object.entries(ROUTE_DOCS).map(([name, doc]) => {
  const [method = '', path = ''] = name.split(' ')
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
  return { method, pattern, codes: new Set(problemCodesOf(name, doc)) }
})

const plain = globalThis.fetch

/** [API1] Whatever problem any test of the server provokes, the description of the API names it for that route. */
globalThis.fetch = async (input, init) => {
  const response = await plain(input, init)
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  const { pathname } = new URL(response.url)
  const route = ROUTES.find((each) => each.method === method && each.pattern.test(pathname))
  const { code } = (await response.clone().json()) as { readonly code: string }
  if (route && !route.codes.has(code))
    throw new Error(`${method} ${pathname}: its description names no problem ${code}`)
  return response
}
