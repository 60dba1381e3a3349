import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { Inbound } from '../sync/messages.ts'
import { atLeast } from './board-access.ts'

/**
 * What one must be: somebody with at least this role on the board of the path; `create`: somebody who may make boards; `account`: somebody who is logged in; `anybody`: what is
 * answered says nothing about what boards hold, or asks for the secret itself. What isn't listed doesn't exist: neither compiles.
 */
export type Policy = Role | 'create' | 'account' | 'anybody'

export const policyOf = (route: Route): Policy => ROUTE_POLICIES[route]

/** Does it take a role on the board of the path? */
export const isRole = (policy: Policy): policy is Role => ROLES.some((role) => role === policy)

/** Every door of HTTP. */
export const ROUTE_POLICIES = {
  'GET /healthz': 'anybody',
  'GET /api/openapi.json': 'anybody',
  'GET /api/me': 'anybody',
  'POST /api/login': 'anybody',
  'POST /api/logout': 'anybody',
  'GET /api/home/boards': 'account',
  'PATCH /api/home/boards/:id': 'account',
  'DELETE /api/home/boards/:id': 'account',
  'GET /api/home/folders': 'account',
  'POST /api/home/folders': 'account',
  'PATCH /api/home/folders/:folder': 'account',
  'DELETE /api/home/folders/:folder': 'account',
  'POST /api/boards': 'create',
  'GET /api/boards/:id': 'view',
  'DELETE /api/boards/:id': 'own',
  'POST /api/boards/:id/trash': 'own',
  'DELETE /api/boards/:id/trash': 'own',
  'GET /api/boards/:id/state': 'view',
  'POST /api/boards/:id/session': 'anybody',
  'POST /api/boards/:id/claim': 'create',
  'GET /api/boards/:id/access': 'own',
  'PATCH /api/boards/:id/access': 'own',
  'POST /api/boards/:id/links': 'own',
  'PATCH /api/boards/:id/links/:link': 'own',
  'POST /api/boards/:id/links/:link/replace': 'own',
  'DELETE /api/boards/:id/links/:link': 'own',
  'GET /api/boards/:id/accounts': 'own',
  'DELETE /api/boards/:id/members/:member': 'own',
  'GET /api/boards/:id/people': 'own',
  'POST /api/boards/:id/bans': 'own',
  'GET /api/boards/:id/audit': 'own',
  'DELETE /api/boards/:id/lost': 'own',
  'GET /api/boards/:id/elements': 'view',
  'PATCH /api/boards/:id/elements': 'edit',
  'GET /api/boards/:id/elements/:element': 'view',
  'GET /api/boards/:id/settings': 'view',
  'PATCH /api/boards/:id/settings': 'edit',
  'POST /api/boards/:id/import': 'edit',
  'GET /api/boards/:id/history': 'edit',
  'GET /api/boards/:id/history/log': 'edit',
  'POST /api/boards/:id/history/restore': 'edit',
  'POST /api/boards/:id/history/undo': 'own',
  'GET /api/boards/:id/authors': 'own',
  'GET /api/boards/:id/authors/work': 'own',
  'POST /api/boards/:id/versions': 'edit',
  'PATCH /api/boards/:id/versions/:version': 'edit',
  'DELETE /api/boards/:id/versions/:version': 'edit',
  'POST /api/boards/:id/copies': 'edit',
  'GET /api/boards/:id/files/:hash': 'view',
  'PUT /api/boards/:id/files/:hash': 'edit',
  'GET /api/boards/:id/snapshot.:format': 'view',
  'POST /api/boards/:id/picture-urls': 'view',
  'GET /b/:id.:format': 'view',
  'GET /': 'anybody',
  'GET /login': 'anybody',
  'GET /login/return': 'anybody',
  'GET /b/:id': 'anybody',
  'GET /oembed': 'anybody',
  'GET /embed': 'anybody',
  'GET /embed/:id': 'anybody',
} as const satisfies Readonly<Record<string, Policy>>

/** What may be done to a board while it is in the trash; nothing else is. */
export const TRASH_ROUTES: ReadonlySet<string> = new Set<Route>([
  'POST /api/boards/:id/trash',
  'DELETE /api/boards/:id/trash',
  'DELETE /api/boards/:id',
])

/** What is shown where no headers can be sent: these also take a key for pictures, in the query, which opens nothing else. */
export const PICTURE_ROUTES: ReadonlySet<string> = new Set<Route>([
  'GET /b/:id.:format',
  'GET /api/boards/:id/files/:hash',
])

export type Route = keyof typeof ROUTE_POLICIES

/** These take a role, and besides somebody who may make boards. */
export const COPYING_ROUTES: ReadonlySet<string> = new Set<Route>(['POST /api/boards/:id/copies'])

/** Whose JSON may hold elements: it may be large, and says bytes as `{ "$bytes": "<base64>" }`. */
export const ELEMENT_ROUTES: ReadonlySet<string> = new Set<Route>(['PATCH /api/boards/:id/elements'])

/** What is sent is a file, whatever it is called. */
export const FILE_ROUTES: ReadonlySet<string> = new Set<Route>(['POST /api/boards/:id/import'])

/**
 * Every message of a socket. An update is let through to the room, which knows what is new in it and where it goes: viewers, too, answer when
 * the server asks what they have.
 */
const MESSAGE_POLICIES: Readonly<Record<Inbound['type'], Role>> = {
  vector: 'view',
  update: 'view',
  presence: 'view',
  'presence-query': 'view',
  watermark: 'view',
  live: 'edit',
}

/** Hot path: once per message. */
export const permits = (role: Role, { type }: Inbound): boolean => atLeast(role, MESSAGE_POLICIES[type])

/** Roots of a document that the role may change; `undefined`: all of them. */
export const WRITABLE_ROOTS: Readonly<Record<Role, readonly string[] | undefined>> = {
  view: [],
  comment: ['comments', 'chat'],
  edit: undefined,
  own: undefined,
}
