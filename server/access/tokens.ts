import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { ROLES } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import type { Claim } from './board-access.ts'
import { isSame } from './secrets.ts'

/** What a token is good for: everything that its claim allows, or pictures alone (these stand in addresses of pictures). */
export type Purpose = 'session' | 'picture'

export interface Ticket {
  readonly board: string
  readonly purpose: Purpose
  readonly claim: Claim
  /** What the claim allowed when it was signed: who may do something else by now gets a new session first, so that pages know. */
  readonly role: Role
  /** Milliseconds since 1970; `null`: as long as the claim. */
  readonly expiresAt: number | null
  /** The only picture that it opens, by its name; `null`: all that its purpose allows. */
  readonly picture: string | null
}

const ticket: z.ZodType<Ticket> = z.object({
  board: z.string(),
  purpose: z.enum(['session', 'picture']),
  role: z.enum(ROLES),
  claim: z.object({
    via: z.string(),
    generation: z.number().default(0),
    principal: z.string(),
    until: z.number().nullable(),
    vouched: z
      .object({ role: z.enum(ROLES).nullable(), name: z.string().nullable(), login: z.string().optional() })
      .nullable()
      .default(null),
  }),
  expiresAt: z.number().nullable(),
  picture: z.string().nullable().default(null),
})

/** Signs what was checked once, so that nothing has to be looked up again: `<payload>.<HMAC-SHA256>`, both base64url. */
export class Tokens {
  readonly #key: Uint8Array

  constructor(key: Uint8Array) {
    this.#key = key
  }

  sign(ticket: Ticket): string {
    const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url')
    return `${payload}.${this.#seal(payload)}`
  }

  /** `undefined` for what we have not signed. The caller looks at the time. */
  read(token: string): Ticket | undefined {
    const [payload = '', seal = ''] = token.split('.')
    if (!isSame(seal, this.#seal(payload))) return undefined
    const parsed = ticket.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    return parsed.success ? parsed.data : undefined
  }

  /** Whose session it is; `undefined`: none of ours, or one that has ended. */
  holderOf(token: string, nowMs: number): Claim | undefined {
    const ticket = this.read(token)
    const isOver = ticket?.purpose !== 'session' || ticket.expiresAt === null || nowMs >= ticket.expiresAt
    return isOver ? undefined : ticket.claim
  }

  #seal(payload: string): string {
    return createHmac('sha256', this.#key).update(payload).digest('base64url')
  }
}
