import type { Request } from 'express'
import { z } from 'zod'
import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import { SECRET_SHAPE } from '../access/secrets.ts'
import { originOf } from '../access/sites.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { HttpError } from './errors.ts'

const { linkLabel, passwordLength } = SERVER_LIMITS

const FAULTS_TOLD = 5

/** What can be wrong with what somebody fills in. Whole sentences: pages translate them. */
export const WRONG = {
  label: 'the name of the link is too long',
  nameless: 'the name is missing',
  name: 'the name is too long',
  password: 'the password is too long',
  ended: 'the link would have ended already',
  site: 'a site is written like https://example.org',
  sites: 'those are too many sites',
} as const

const role = z.enum(ROLES)
/** Nobody owns a board by its address alone. */
export const addressRole = z.enum(['view', 'comment', 'edit']).nullable()
const label = z.string().trim().max(linkLabel, WRONG.label)
const expiresAt = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .nullable()
const password = z.string().min(1).max(passwordLength, WRONG.password).nullable()
const credential = z.string().min(1).max(SERVER_LIMITS.credentialLength)

const secret = z.string().regex(SECRET_SHAPE)
const secretOfRole = (of: Role) =>
  secret.refine((chosen) => chosen.startsWith(of.charAt(0)), `one of the role ${of} begins with another letter`)

export const newBoard = z.object({ anyone: addressRole.default(null) })
/** `secrets`: chosen by the page, so that it may ask again when it got no answer. */
export const newOwner = newBoard.extend({
  secrets: z
    .object({
      own: secretOfRole('own'),
      edit: secretOfRole('edit'),
      comment: secretOfRole('comment'),
      view: secretOfRole('view'),
    })
    .optional(),
})
export const linkReplacement = z.object({ secret: secret.optional() })
export const credentials = z.object({
  link: credential.optional(),
  password: z.string().max(passwordLength, WRONG.password).optional(),
  browser: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional(),
  token: z.string().max(SERVER_LIMITS.hostTokenLength).optional(),
  hostToken: z.string().min(1).max(SERVER_LIMITS.hostTokenLength).optional(),
})
const site = z
  .string()
  .max(SERVER_LIMITS.siteLength, WRONG.site)
  .refine((text) => originOf(text) !== undefined, WRONG.site)
  .transform((text) => originOf(text) ?? text)

export const newLink = z.object({
  role,
  secret: secret.optional(),
  label: label.default(''),
  expiresAt: expiresAt.default(null),
  password: password.default(null),
})
export const linkChange = z.object({
  label: label.optional(),
  expiresAt: expiresAt.optional(),
  password: password.optional(),
})
export const accessChange = z.object({
  anyone: addressRole.optional(),
  cap: z.enum(['view', 'comment']).nullable().optional(),
  slowSeconds: z
    .int()
    .min(0)
    .max(SERVER_LIMITS.slowSeconds)
    .optional()
    .describe('Slow mode: seconds between two changes of anybody but owners; 0: none.'),
  sites: z
    .array(site)
    .max(SERVER_LIMITS.boardSites, WRONG.sites)
    .optional()
    .describe('Origins that may show the board in a frame; none: as the server says.'),
})
export const newBan = z.object({
  principal: z.string().min(1).max(SERVER_LIMITS.principalLength),
  name: z.string().max(SERVER_LIMITS.linkLabel).default(''),
  minutes: z
    .number()
    .min(0)
    .max(SERVER_LIMITS.banMinutes)
    .nullable()
    .describe('0 lets them in again; `null`: until an owner does.'),
})

/** A request's JSON; one without a body says nothing. @throws {HttpError} 400 */
export const bodyOf = <T>(request: Request, schema: z.ZodType<T>): T =>
  parsed(schema, (request.body as unknown) ?? {}, 'bad-request')

/** What an address asks for; what is unknown is left out. @throws {HttpError} 400 */
export const queryOf = <T>(request: Request, schema: z.ZodType<T>): T => parsed(schema, request.query, 'bad-option')

/** @throws {HttpError} 400 that says what is wrong where, as far as the first few faults */
export function parsed<T>(schema: z.ZodType<T>, raw: unknown, code: string): T {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const faults = result.error.issues.slice(0, FAULTS_TOLD).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new HttpError(400, code, faults.join('; '))
}

/** Bytes of a body as it came: what it becomes as an update is hardly ever more. */
export const bodySize = (request: Request): number =>
  Number(request.headers['content-length'] ?? SERVER_LIMITS.bodyBytes)
