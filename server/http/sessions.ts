import type { Request, RequestHandler } from 'express'
import type { Access } from '../access/access.ts'
import type { BoardsParts } from './boards.ts'
import { boardIdOf } from './boards.ts'
import { bodyOf, credentials } from './bodies.ts'
import { accountOf } from './account-of.ts'

export interface SessionParts extends BoardsParts {
  readonly access: Access
  readonly addressOf: (request: Request) => string | undefined
}

/** `POST /api/boards/:id/session`: a short token for a link's secret; without a link, for what the address alone allows. */
export const openSession =
  ({ gate, states, access, addressOf }: SessionParts): RequestHandler =>
  async (request, response) => {
    const { id } = await states.find(boardIdOf(request, gate))
    const shown = bodyOf(request, credentials)
    const { expiresAt, ...session } = await access.session(id, {
      ...shown,
      address: addressOf(request),
      account: accountOf(response),
    })
    const { isClaimed } = await access.of(id)
    response
      .set('Cache-Control', 'no-store')
      .json({ ...session, expiresAt: new Date(expiresAt).toISOString(), isClaimed })
  }
