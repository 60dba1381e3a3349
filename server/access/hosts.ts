import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { JWTPayload } from 'jose'
import { z } from 'zod'
import { parseName } from '#board/presence.ts'
import { ROLES } from '#board/protocol.ts'
import { lesser } from './board-access.ts'
import type { Claim } from './board-access.ts'
import { tokenRefused } from './denied.ts'
import type { HostKey } from './host-keys.ts'

export interface HostsParts {
  readonly keys: readonly HostKey[]
  /** Whom tokens must be for: our own origin. */
  readonly audience: string
  /** How far ahead a token may end, milliseconds. */
  readonly longestMs: number
}

/** Clocks of hosts differ from ours by so much. */
const SKEW_SECONDS = 30

const claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(200),
  exp: z.number(),
  board: z.string(),
  role: z.enum(ROLES),
  name: z.string().max(200).optional(),
})

/** Why a token is refused. Whole sentences: pages translate them. */
const NOT_TAKEN = {
  stranger: 'the token of the page around the board is not taken: nobody signs for this server with such a key',
  forged: 'the token of the page around the board is not taken: it is not signed for this server',
  ended: 'the token of the page around the board is not taken: it has ended',
  elsewhere: 'the token of the page around the board is not taken: it is for another board',
  endless: 'the token of the page around the board is not taken: it is good for too long',
  lacking: (what: string) => `the token of the page around the board is not taken: it lacks “${what}”`,
} as const

/** Begins the `via` of everybody who comes from a host; no link's id looks like that. */
const VIA = 'host:'

/** Who comes with a host's token: `via` says which key it was signed with. */
export const isOfHost = ({ via }: Claim): boolean => via.startsWith(VIA)

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid
  } catch {
    return undefined
  }
}

/** Sites that embed boards, and vouch for their own users with signed tokens (RFC 7519). */
export class Hosts {
  readonly #parts: HostsParts
  readonly #byId: ReadonlyMap<string, HostKey>

  constructor(parts: HostsParts) {
    this.#parts = parts
    this.#byId = new Map(parts.keys.map((key) => [key.id, key]))
  }

  /** Is the key that vouched for somebody still one of ours? */
  stillVouches({ via }: Claim): boolean {
    return this.#byId.has(via.slice(VIA.length))
  }

  /**
   * What a host's token says of its user on this board.
   * @throws {Denied} when it isn't signed by one of our hosts, or is for something else, or not good yet or any more
   */
  async read(token: string, board: string, nowMs: number): Promise<Claim> {
    const key = this.#byId.get(keyIdOf(token) ?? '')
    if (key === undefined) throw tokenRefused(NOT_TAKEN.stranger)
    const said = await this.#verified(token, key, nowMs)
    const parsed = claims.safeParse(said)
    if (!parsed.success)
      throw tokenRefused(NOT_TAKEN.lacking(parsed.error.issues.map(({ path }) => path.join('.')).join(', ')))
    const { iss, sub, exp, role, name } = parsed.data
    const until = (exp + SKEW_SECONDS) * 1_000
    if (parsed.data.board !== board || key.boards?.includes(board) === false) throw tokenRefused(NOT_TAKEN.elsewhere)
    if (until - nowMs > this.#parts.longestMs + 2 * SKEW_SECONDS * 1_000) throw tokenRefused(NOT_TAKEN.endless)
    const vouched: Claim['vouched'] = {
      role: lesser(role, key.most),
      name: name === undefined ? null : parseName(name),
    }
    return { via: `${VIA}${key.id}`, generation: 0, principal: `${iss}/${sub}`, until, vouched }
  }

  async #verified(token: string, { key, algorithm, issuer }: HostKey, nowMs: number): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        issuer,
        audience: this.#parts.audience,
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(nowMs),
      })
      return payload
    } catch (error) {
      throw tokenRefused(error instanceof errors.JWTExpired ? NOT_TAKEN.ended : NOT_TAKEN.forged, error)
    }
  }
}
