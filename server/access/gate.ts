import type { IncomingMessage } from 'node:http'
import { LIMITS } from '#board/limits.ts'
import { CLOSE, ROLES } from '#board/protocol.ts'
import type { CloseCode, Role } from '#board/protocol.ts'
import type { Whence } from './sites.ts'

export interface GateOptions {
  /** Origins, as browsers send them, that may connect besides the server's own. */
  readonly allowedOrigins: readonly string[]
}

/** What a WebSocket upgrade asks for. Refusals come after the upgrade: only close codes tell a client to stop. */
export type Admission =
  | {
      readonly type: 'join'
      readonly board: string
      readonly token: string | undefined
      /** No more than this, whatever the token allows. */
      readonly asked: Role
      readonly from: Whence
    }
  | { readonly type: 'refuse'; readonly code: CloseCode; readonly reason: string }
  /** Not a place where anything can be joined. */
  | { readonly type: 'no-such-path' }

const TOKEN_PREFIX = 'token.'

const SYNC_PATH = /^\/sync\/([^/]*)$/

/** Reads requests: for which board, with which token, from which site. What the token allows is for `Access` to say. */
export class Gate {
  readonly #allowedOrigins: ReadonlySet<string>

  constructor({ allowedOrigins }: GateOptions) {
    this.#allowedOrigins = new Set(allowedOrigins)
  }

  /** The board id, if it is shaped like one. */
  boardId(raw: unknown): string | undefined {
    return typeof raw === 'string' && LIMITS.boardId.test(raw) ? raw : undefined
  }

  admit(request: IncomingMessage): Admission {
    const url = parse(request.url)
    const raw = url && SYNC_PATH.exec(url.pathname)?.[1]
    if (url === undefined || raw === undefined) return { type: 'no-such-path' }
    const page = this.isOriginAllowed(request) ? undefined : request.headers.origin
    const frame = url.searchParams.get('site') ?? undefined
    const board = this.boardId(raw)
    if (board === undefined) return { type: 'refuse', code: CLOSE.notFound, reason: 'this is not a board id' }
    return {
      type: 'join',
      board,
      token: tokenOf(request, url.searchParams),
      asked: askedRole(url.searchParams),
      from: { page, frame },
    }
  }

  /** Browsers always say where a page came from, and can't lie about it; native clients don't say. */
  isOriginAllowed({ headers }: IncomingMessage): boolean {
    const { origin } = headers
    return origin === undefined || this.isOwn({ headers }, origin)
  }

  /** Does a browser say that one of our own pages asks? It adds both headers by itself, and no page can set them; where there is no TLS only the second. */
  isOurPage({ headers }: IncomingMessage): boolean {
    const { origin, 'sec-fetch-site': from } = headers
    if (from !== undefined) return from === 'same-origin'
    return origin !== undefined && this.isOwn({ headers }, origin)
  }

  /** Is this the server's own origin, or one that the operator treats like it? */
  isOwn({ headers: { host } }: Pick<IncomingMessage, 'headers'>, origin: string): boolean {
    return this.#allowedOrigins.has(origin) || (host !== undefined && parse(origin, '')?.host === host)
  }
}

/** `readonly`, and `role` where it is less, lower the role; nothing raises it. */
export function askedRole(query: URLSearchParams): Role {
  if (isOn(query.get('readonly'))) return 'view'
  const asked = query.get('role')
  return asked === null ? 'own' : (ROLES.find((role) => role === asked) ?? 'view')
}

/** Beside the subprotocol, or in the query for clients that can't name any. */
function tokenOf({ headers }: IncomingMessage, query: URLSearchParams): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  const beside = offered.find((name) => name.startsWith(TOKEN_PREFIX))
  return beside?.slice(TOKEN_PREFIX.length) ?? query.get('token') ?? undefined
}

const BEARER = /^Bearer ([\w.-]+)$/i

/** The session token of an HTTP request. */
export const bearerOf = ({ headers }: IncomingMessage): string | undefined =>
  headers.authorization === undefined ? undefined : (BEARER.exec(headers.authorization)?.[1] ?? '')

const isOn = (value: string | null): boolean => value !== null && value !== 'false' && value !== '0'

function parse(url: string | undefined, base = 'http://localhost'): URL | undefined {
  if (url === undefined) return undefined
  try {
    return base === '' ? new URL(url) : new URL(url, base)
  } catch {
    return undefined
  }
}
