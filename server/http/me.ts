import type { RequestHandler } from 'express'
import { accountOf } from './door.ts'

/** `GET /api/me`: who the server takes somebody for. */
export const showMe: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').json({ account: accountOf(response) ?? null })
}
