import type { Request, RequestHandler, Response } from 'express'
import type { Access } from '../access/access.ts'
import type { Accounts } from '../access/accounts.ts'
import { atLeast } from '../access/board-access.ts'
import type { Grant } from '../access/board-access.ts'
import { loginNeeded, roleTooLow } from '../access/denied.ts'
import { askedRole, bearerOf } from '../access/gate.ts'
import type { Gate } from '../access/gate.ts'
import type { Makers } from '../access/makers.ts'
import { COPYING_ROUTES, PICTURE_ROUTES, TRASH_ROUTES, isRole, policyOf } from '../access/policies.ts'
import type { Route } from '../access/policies.ts'
import { accountOf } from './account-of.ts'
import { boardIdOf } from './boards.ts'
import { HttpError } from './errors.ts'
import { nameOfPicture } from './picture-query.ts'

export interface DoorParts {
  readonly gate: Gate
  readonly access: Access
  readonly accounts: Accounts
  readonly makers: Makers
}

/** Stands before the handler of each route, and lets in whom its policy lets in: to change anything, from our own pages or from no page. */
export function doorOf(route: Route, { gate, access, accounts, makers }: DoorParts): RequestHandler {
  const policy = policyOf(route)
  const isWrite = !route.startsWith('GET ')
  const isPicture = PICTURE_ROUTES.has(route)
  const makesBoard = policy === 'create' || COPYING_ROUTES.has(route)
  /** What everybody must be, whatever the door. */
  const receive = (request: Request, response: Response): void => {
    if (isWrite && !gate.isOriginAllowed(request))
      throw new HttpError(403, 'origin', 'Pages of this site may not do that.')
    response.locals['account'] = accounts.of(request)
    if (policy === 'account' && accountOf(response) === undefined) throw loginNeeded()
  }
  if (!isRole(policy))
    return async (request, response, next) => {
      receive(request, response)
      if (makesBoard) await makers.admit(request)
      next()
    }
  const inTrash = TRASH_ROUTES.has(route)
  return async (request, response, next) => {
    receive(request, response)
    const board = boardIdOf(request, gate)
    const asked = askedRole(new URLSearchParams(request.url.split('?')[1]))
    const key = isPicture ? pictureKeyOf(request) : undefined
    const grant =
      key === undefined
        ? await access.grant(board, bearerOf(request), asked, { inTrash })
        : await access.grant(board, key, asked, { purpose: 'picture', picture: pictureName(request) })
    if (!atLeast(grant.role, policy)) throw roleTooLow(grant.role)
    if (makesBoard) await makers.admit(request)
    response.locals['grant'] = grant
    next()
  }
}

/** Whoever shows a picture of a board in a page can't send headers. */
const pictureKeyOf = ({ query: { key } }: Request): string | undefined => (typeof key === 'string' ? key : undefined)

/** What a signed address is signed for; `undefined` for what is no picture of a board. */
function pictureName({ params: { format }, query }: Request): string | undefined {
  const { key: _key, ...asked } = query
  return typeof format === 'string' ? nameOfPicture(format, asked) : undefined
}

/** What the door let this request do. */
export const grantOf = ({ locals }: Response): Grant => locals['grant'] as Grant
