import type { RequestHandler } from 'express'
import { z } from 'zod'
import { PICTURE_ROUTES, isRole, policyOf } from '../access/policies.ts'
import type { Route } from '../access/policies.ts'
import { problem } from './answers.ts'
import { baseUrl } from './boards.ts'
import { ROUTE_DOCS } from './route-docs.ts'
import type { AnswerBody, RouteDoc } from './route-docs.ts'

type Json = Readonly<Record<string, unknown>>

/** What may be wrong with any request for something of a board. */
const OF_BOARDS = [
  'no-such-board',
  'link-needed',
  'link-ended',
  'session-ended',
  'role-too-low',
  'banned',
  'site',
  'in-trash',
]
/** And where an address may say all that is needed. */
const OF_PICTURES = ['picture-address-ended', 'picture-address-other']
/** And with any that changes something: a page of another site sent it. */
const OF_CHANGES = ['origin']
const OF_ALL = ['bad-request', 'storage-degraded', 'internal']

const PARAMETERS: Readonly<Record<string, string>> = {
  id: 'The id of the board.',
  folder: 'The id of the folder.',
  link: 'The id of the link, from the board’s access.',
  element: 'The id of the element.',
  version: '`v` and the id of a named version.',
  hash: 'SHA-256 of the file’s bytes, in lower-case hexadecimal.',
  format: '`png`, `webp`, `svg`, `pdf`, `json`, `excalidraw` or `yjs`.',
  member: 'The id of the member, from the board’s accounts.',
}

const isSchema = (body: unknown): body is z.ZodType => body instanceof z.ZodType

/** The schemas of a description, each named one written down once. */
class Schemas {
  readonly components: Record<string, unknown> = {}

  /** @param io what is sent, or what is answered */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _version,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      target: 'draft-2020-12',
    }) as Record<string, unknown> & { $defs?: Record<string, unknown> }
    Object.assign(this.components, moved($defs) as object)
    return moved(json) as Json
  }
}

/** References lead to the components of the description. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'id' || typeof (value as Json)['id'] !== 'string')
      .map(([name, inner]) => [
        name,
        name === '$ref' && typeof inner === 'string'
          ? inner.replace('#/$defs/', '#/components/schemas/')
          : moved(inner),
      ]),
  )
}

/** The API as OpenAPI 3.1, made from the table of routes, its policies, and the schemas that validate. */
export function openApi(server: string): Json {
  const schemas = new Schemas()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, doc] of Object.entries(ROUTE_DOCS) as [Route, RouteDoc][]) {
    const [method = '', path = ''] = name.split(' ')
    const at = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[at] = { ...paths[at], [method.toLowerCase()]: operationOf(name, path, doc, schemas) }
  }
  schemas.components['Problem'] = schemas.of(problem, 'output')
  return {
    openapi: '3.1.0',
    info: { title: 'Drawbridge', version: '1', summary: 'Boards, their elements, pictures, history and links.' },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'A token of POST /api/boards/{id}/session.' },
        pictureKey: { type: 'apiKey', in: 'query', name: 'key', description: 'The `pictureKey` of a session.' },
      },
    },
  }
}

function operationOf(name: Route, path: string, doc: RouteDoc, schemas: Schemas): Json {
  const policy = policyOf(name)
  return {
    operationId: operationId(name),
    tags: [doc.tag],
    summary: doc.summary,
    ...(isRole(policy)
      ? {
          description: `Needs the role \`${policy}\`.`,
          security: [{ session: [] }, ...(PICTURE_ROUTES.has(name) ? [{ pictureKey: [] }] : []), {}],
        }
      : {}),
    parameters: [...pathParameters(path), ...(doc.query === undefined ? [] : queryParameters(doc.query, schemas))],
    ...(doc.body === undefined ? {} : { requestBody: requestOf(doc.body, schemas) }),
    responses: {
      ...Object.fromEntries(Object.entries(doc.answers).map(([status, body]) => [status, answerOf(body, schemas)])),
      default: problemsOf(problemCodesOf(name, doc)),
    },
  }
}

/** Everything that may be wrong with a request of a route, by its name. */
export const problemCodesOf = (name: string, { problems = [] }: RouteDoc): readonly string[] => [
  ...new Set([
    ...problems,
    ...(name.includes('/:id') ? OF_BOARDS : []),
    ...(PICTURE_ROUTES.has(name) ? OF_PICTURES : []),
    ...(name.startsWith('GET ') ? [] : OF_CHANGES),
    ...OF_ALL,
  ]),
]

const operationId = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '')

const pathParameters = (path: string): Json[] =>
  Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: PARAMETERS[name],
    schema: { type: 'string' },
  }))

function queryParameters(query: z.ZodObject, schemas: Schemas): Json[] {
  const { properties = {} } = schemas.of(query, 'input') as { properties?: Readonly<Record<string, Json>> }
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

function requestOf(body: NonNullable<RouteDoc['body']>, schemas: Schemas): Json {
  if (isSchema(body)) return { content: { 'application/json': { schema: schemas.of(body, 'input') } } }
  return { required: true, content: contentOf(body.media) }
}

function answerOf(body: AnswerBody, schemas: Schemas): Json {
  if (body === undefined) return { description: 'Nothing but this status.' }
  if (isSchema(body))
    return { description: 'As asked.', content: { 'application/json': { schema: schemas.of(body, 'output') } } }
  return { description: 'As asked.', content: contentOf(body) }
}

const contentOf = (media: readonly string[]): Json => Object.fromEntries(media.map((type) => [type, {}]))

const problemsOf = (codes: readonly string[]): Json => ({
  description: `A problem (RFC 9457); \`code\` is one of: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** `GET /api/openapi.json` */
export const describeApi =
  ({ publicUrl }: { readonly publicUrl: string | undefined }): RequestHandler =>
  (request, response) => {
    response.set('Cache-Control', 'no-cache').json(openApi(baseUrl(request, publicUrl)))
  }
