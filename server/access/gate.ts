import type { IncomingMessage } from 'node:http'
import { LIMITS } from '#board/limits.ts'
import { CLOSE, ROLES } from '#board/protocol.ts'
import type { CloseCode, Role } from '#board/protocol.ts'

export interface GateOptions {
  /** Origins, as browsers send them, that may connect besides the server's own. */
  readonly allowedOrigins: readonly string[]
}

/** What a WebSocket upgrade may do. Refusals of a board come after the upgrade: only close codes tell a client to stop. */
export type Admission =
  | { readonly type: 'join'; readonly board: string; readonly role: Role }
  | { readonly type: 'refuse'; readonly code: CloseCode; readonly reason: string }
  /** Not a place where anything can be joined. */
  | { readonly type: 'no-such-path' }

const SYNC_PATH = /^\/sync\/([^/]*)$/

/**
 * The one place that says who may do what, for HTTP and for WebSocket upgrades alike (Express never sees upgrades).
 * Everybody who knows a board's id may edit it; a link may ask for less.
 */
export class Gate {
  readonly #allowedOrigins: ReadonlySet<string>

  constructor({ allowedOrigins }: GateOptions) {
    this.#allowedOrigins = new Set(allowedOrigins)
  }

  /** The board id, if it is shaped like one. */
  boardId(raw: unknown): string | undefined {
    return typeof raw === 'string' && LIMITS.boardId.test(raw) ? raw : undefined
  }

  /** `readonly`, and `role` where it is less than `edit`, lower the role; nothing raises it. */
  role(query: URLSearchParams): Role {
    if (isOn(query.get('readonly'))) return 'view'
    const asked = query.get('role')
    if (asked === null || asked === 'own') return 'edit'
    return ROLES.find((role) => role === asked) ?? 'view'
  }

  admit(request: IncomingMessage): Admission {
    const url = parse(request.url)
    const raw = url && SYNC_PATH.exec(url.pathname)?.[1]
    if (url === undefined || raw === undefined) return { type: 'no-such-path' }
    if (!this.#isOriginAllowed(request))
      return { type: 'refuse', code: CLOSE.forbidden, reason: 'this site may not connect' }
    const board = this.boardId(raw)
    if (board === undefined) return { type: 'refuse', code: CLOSE.notFound, reason: 'this is not a board id' }
    return { type: 'join', board, role: this.role(url.searchParams) }
  }

  /** Browsers always say where a page came from, and can't lie about it; native clients don't say. */
  #isOriginAllowed({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers
    if (origin === undefined || this.#allowedOrigins.has(origin)) return true
    return host !== undefined && parse(origin, '')?.host === host
  }
}

const isOn = (value: string | null): boolean => value !== null && value !== 'false' && value !== '0'

function parse(url: string | undefined, base = 'http://localhost'): URL | undefined {
  if (url === undefined) return undefined
  try {
    return base === '' ? new URL(url) : new URL(url, base)
  } catch {
    return undefined
  }
}
