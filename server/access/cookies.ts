import type { IncomingMessage } from 'node:http'
import type { Proxies } from './proxies.ts'

export interface CookieParts {
  readonly publicUrl: string | undefined
  readonly proxies: Proxies
}

/** `login`: who somebody is; `way`: what a browser brings back from where it was sent to log in. */
export type CookieName = 'login' | 'way'

/**
 * The cookies of our pages, which are the only ones that have any: no script sees them, other sites' pages neither send them along nor, where there is TLS, can set them
 * (`__Host-`, draft-ietf-httpbis-rfc6265bis, section 4.1.3). Frames of other sites never have them.
 */
export class Cookies {
  readonly #parts: CookieParts

  constructor(parts: CookieParts) {
    this.#parts = parts
  }

  /** `undefined`: there is none, or more than one, and so at least one that isn't ours. */
  read(request: IncomingMessage, name: CookieName): string | undefined {
    const begins = `${this.#nameOf(request, name)}=`
    const found = (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(begins))
    return found.length === 1 ? found[0]?.slice(begins.length) : undefined
  }

  /** `Set-Cookie`. @param value letters, digits, `-`, `_` and `.` @param seconds how long it is kept; 0: not any more */
  write(request: IncomingMessage, name: CookieName, value: string, seconds: number): string {
    const secure = this.#isSecure(request) ? '; Secure' : ''
    return `${this.#nameOf(request, name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  }

  #nameOf(request: IncomingMessage, name: CookieName): string {
    return `${this.#isSecure(request) ? '__Host-' : ''}drawbridge-${name}`
  }

  /** Is it TLS that the browser speaks, be it with a proxy? */
  #isSecure({ headers, socket }: IncomingMessage): boolean {
    const { publicUrl, proxies } = this.#parts
    if (publicUrl !== undefined) return publicUrl.startsWith('https:')
    if ('encrypted' in socket && socket.encrypted === true) return true
    return proxies.isKnown({ socket }) && headers['x-forwarded-proto'] === 'https'
  }
}
