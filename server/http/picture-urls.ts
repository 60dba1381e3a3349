import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Access } from '../access/access.ts'
import { atLeast } from '../access/board-access.ts'
import { roleTooLow } from '../access/denied.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { bodyOf } from './bodies.ts'
import { baseUrl } from './boards.ts'
import { grantOf } from './door.ts'
import { HttpError } from './errors.ts'
import { nameOfPicture, pictureQuery } from './picture-query.ts'

export interface PictureUrlParts {
  readonly access: Access
  readonly publicUrl: string | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export const pictureWish = z
  .strictObject({
    format: z.enum(['png', 'webp', 'svg', 'pdf']),
    query: z
      .string()
      .max(SERVER_LIMITS.pictureQueryLength)
      .default('')
      .describe('What the address asks for: `width=800&theme=dark`.'),
    expiresAt: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  })
  .meta({ id: 'PictureWish' })

/**
 * `POST /api/boards/:id/picture-urls`: the address of one picture, for places that can send no token. It ends when it is said to, and before
 * with the link that it was asked for with.
 */
export const signPictureUrl =
  ({ access, publicUrl, now }: PictureUrlParts): RequestHandler =>
  async (request, response) => {
    const grant = grantOf(response)
    const { format, query, expiresAt } = bodyOf(request, pictureWish)
    const asked = askedIn(query)
    // What was on the board and isn't any more is for those who could have seen it go.
    if ('version' in asked && !atLeast(grant.role, 'edit')) throw roleTooLow(grant.role)
    const seconds = (expiresAt - now()) / 1_000
    if (seconds <= 0 || seconds > SERVER_LIMITS.pictureUrlSeconds)
      throw new HttpError(400, 'bad-request', 'expiresAt: must be within the next 366 days.')
    const end = Math.min(expiresAt, grant.until ?? Infinity)
    const key = await access.signPicture(grant, nameOfPicture(format, asked), end)
    const address = new URLSearchParams({ ...asked, key }).toString()
    response.set('Cache-Control', 'no-store').json({
      url: `${baseUrl(request, publicUrl)}/b/${grant.board}.${format}?${address}`,
      expiresAt: new Date(end).toISOString(),
    })
  }

/** @throws {HttpError} 400 where no picture has such an address */
function askedIn(text: string): Readonly<Record<string, string>> {
  const asked = Object.fromEntries(new URLSearchParams(text))
  const { error } = pictureQuery.strict().safeParse(asked)
  if (error === undefined) return asked
  const faults = error.issues.map(({ path, message }) => `${['query', ...path].join('.')}: ${message}`)
  throw new HttpError(400, 'bad-request', `${faults.slice(0, 5).join('; ')}.`)
}
