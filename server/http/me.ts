import type { RequestHandler } from 'express'
import type { Accounts } from '../access/accounts.ts'

/** `GET /api/me`: who the server takes somebody for. */
export const showMe =
  ({ accounts }: { readonly accounts: Accounts }): RequestHandler =>
  (request, response) => {
    const account = accounts.of(request)
    response
      .set('Cache-Control', 'no-store')
      .json({ account: account === undefined ? null : { id: account.id, name: account.name } })
  }
