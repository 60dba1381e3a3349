import { CLOSE } from '#board/protocol.ts'
import type { CloseCode } from '#board/protocol.ts'

/** Why somebody may not, for programs. */
export type DeniedCode =
  | 'login-needed'
  | 'instance-password-needed'
  | 'link-needed'
  | 'link-ended'
  | 'session-ended'
  | 'picture-address-ended'
  | 'picture-address-other'
  | 'token-refused'
  | 'password-needed'
  | 'password-wrong'
  | 'role-too-low'
  | 'banned'
  | 'no-such-link'
  | 'site'
  | 'in-trash'

/** Who one is doesn't suffice: nothing that one could show would help. */
const FORBIDDEN: ReadonlySet<DeniedCode> = new Set(['role-too-low', 'banned', 'site'])

/** Somebody may not do this. The message is for people. */
export class Denied extends Error {
  readonly code: DeniedCode
  /** When to try again, milliseconds; `undefined`: trying again alone changes nothing. */
  readonly waitMs: number | undefined
  constructor(code: DeniedCode, message: string, waitMs?: number, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Denied'
    this.code = code
    this.waitMs = waitMs
  }

  /** 401: another link, password or token may help; 403: who one is doesn't suffice. */
  get status(): 401 | 403 | 404 | 410 | 429 {
    if (this.waitMs !== undefined) return 429
    if (this.code === 'no-such-link') return 404
    if (this.code === 'in-trash') return 410
    return FORBIDDEN.has(this.code) ? 403 : 401
  }

  get closeCode(): CloseCode {
    if (this.code === 'in-trash') return CLOSE.inTrash
    return this.status === 403 ? CLOSE.forbidden : CLOSE.unauthorized
  }
}

export const loginNeeded = (): Denied => new Denied('login-needed', 'this is for people who are logged in')
export const linkNeeded = (): Denied => new Denied('link-needed', 'this board opens with a link only')
export const linkEnded = (): Denied => new Denied('link-ended', 'this link does not open the board any more')
export const sessionEnded = (): Denied => new Denied('session-ended', 'the session has ended')
export const pictureEnded = (): Denied => new Denied('picture-address-ended', 'this address of a picture has ended')
export const pictureOther = (): Denied =>
  new Denied('picture-address-other', 'this address was signed for another picture')
export const tokenRefused = (sentence: string, cause?: unknown): Denied =>
  new Denied('token-refused', sentence, undefined, { cause })
export const inTrash = (): Denied =>
  new Denied('in-trash', 'this board is in the trash; whoever owns it can bring it back')
export const siteRefused = (): Denied => new Denied('site', 'this site may not show or use this board')

/** Whole sentences: pages translate them. */
const MINUTES = [60_000, (n: number) => `an owner has removed you from this board, for ${n} more minutes`] as const
const REMOVED_FOR = [
  [86_400_000, (n: number) => `an owner has removed you from this board, for ${n} more days`],
  [3_600_000, (n: number) => `an owner has removed you from this board, for ${n} more hours`],
  MINUTES,
] as const

/** @param leftMs how much longer; `null`: until an owner says otherwise */
export function banned(leftMs: number | null): Denied {
  if (leftMs === null)
    return new Denied('banned', 'an owner has removed you from this board, until they let you in again')
  if (leftMs <= 60_000) return new Denied('banned', 'an owner has removed you from this board, for one more minute')
  const [unitMs, sentence] = REMOVED_FOR.find(([least]) => leftMs >= 2 * least) ?? MINUTES
  return new Denied('banned', sentence(Math.ceil(leftMs / unitMs)))
}
export const roleTooLow = (role: string): Denied => new Denied('role-too-low', `the role ${role} may not do this`)
