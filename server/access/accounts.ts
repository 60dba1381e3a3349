import type { IncomingMessage } from 'node:http'
import { parseName } from '#board/presence.ts'
import type { Gate } from './gate.ts'
import type { Proxies } from './proxies.ts'

/** Somebody who is logged in. */
export interface Account {
  /** Stays the same, whatever they are called: made from who vouches for them, and what they are called there. Also tells them apart on boards. */
  readonly id: string
  /** As others see them. */
  readonly name: string
  /** Names what ends when they log out here; left out: they can't. */
  readonly login?: string
}

/** What may say who somebody is. */
export interface Login {
  /** Hot path: once per request. */
  of(request: IncomingMessage): Account | undefined
}

/** Who asks, as far as somebody vouches for them. */
export class Accounts {
  readonly #gate: Gate
  readonly #logins: readonly Login[]

  /** @param logins the first that knows somebody counts */
  constructor(gate: Gate, logins: readonly Login[]) {
    this.#gate = gate
    this.#logins = logins
  }

  /**
   * Does a request show what its browser adds by itself (cookies, ours or those of a proxy) on behalf of one of our pages? Browsers add it for pages of other sites, too, so one
   * that changes something must say that one of ours sent it.
   */
  isFromUs(request: IncomingMessage): boolean {
    return request.method === 'GET' || request.method === 'HEAD' || this.#gate.isOurPage(request)
  }

  /** The account that a request comes from; `undefined`: somebody without. */
  of(request: IncomingMessage): Account | undefined {
    if (!this.isFromUs(request)) return undefined
    for (const login of this.#logins) {
      const account = login.of(request)
      if (account !== undefined) return account
    }
    return undefined
  }
}

/** How the proxy that people log in at says who they are. */
export interface ProxyHeaders {
  /** Header with what they are called there, in lower case. */
  readonly user: string
  /** Header with their name for people; `undefined`: the same. */
  readonly name: string | undefined
}

/** People who have logged in at a proxy in front of the server: its headers say who they are, those of anybody else say nothing. */
export class ProxyLogin implements Login {
  readonly #headers: ProxyHeaders
  readonly #proxies: Proxies

  constructor(headers: ProxyHeaders, proxies: Proxies) {
    this.#headers = headers
    this.#proxies = proxies
  }

  of(request: IncomingMessage): Account | undefined {
    if (!this.#proxies.isKnown(request)) return undefined
    const user = headerOf(request, this.#headers.user)
    if (user === undefined) return undefined
    const { name } = this.#headers
    return { id: `proxy:${user}`, name: parseName((name && headerOf(request, name)) ?? user) }
  }
}

const LONGEST = 200

/** As UTF-8, which is how proxies write names. One that comes twice was not written by the proxy alone: it counts as none. */
function headerOf({ headersDistinct }: IncomingMessage, name: string): string | undefined {
  const [value, ...more] = headersDistinct[name] ?? []
  if (value === undefined || more.length > 0) return undefined
  const text = Buffer.from(value, 'latin1').toString('utf8').trim()
  return text === '' || text.length > LONGEST ? undefined : text
}
