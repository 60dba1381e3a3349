import type { IncomingMessage } from 'node:http'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { KeptLogin, LoginStorage } from '../storage/logins.ts'
import type { Account, Login } from './accounts.ts'
import type { Cookies } from './cookies.ts'
import { hashOf } from './secrets.ts'

/** What somebody has shown to be logged in. */
export interface Shown {
  /** Whom somebody vouches for; `null`: nobody in particular. */
  readonly account: { readonly id: string; readonly name: string } | null
  /** Fingerprint of the instance's password, which they knew. */
  readonly password?: string | undefined
  /** What the provider wants to hear when they log out. */
  readonly idToken?: string | undefined
}

export interface LoginsParts {
  readonly storage: LoginStorage
  readonly cookies: Cookies
  /** How long a login is good for, milliseconds. */
  readonly loginMs: number
  /** The oldest end when there are more. */
  readonly most: number
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

interface Known {
  readonly until: number
  readonly shown: Shown
}

const SECRET_BYTES = 24

const shown: z.ZodType<Shown> = z.object({
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  password: z.string().optional(),
  idToken: z.string().optional(),
})

/** Browsers that are logged in: each has a secret in a cookie, and its hash is kept with whom it stands for, so that ending it here ends it. */
export class Logins implements Login {
  readonly #parts: LoginsParts
  readonly #now: () => number
  /** By id, the oldest first: the same as on disk. */
  readonly #known: Map<string, Known>

  /** @param kept those that are stored */
  constructor(parts: LoginsParts, kept: readonly KeptLogin[]) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    this.#known = new Map(kept.map(({ id, until, value }) => [id, { until, shown: shown.parse(JSON.parse(value)) }]))
  }

  of(request: IncomingMessage): Account | undefined {
    const id = this.#idOf(request)
    const account = id === undefined ? null : (this.shownBy(request)?.account ?? null)
    return account === null || id === undefined ? undefined : { ...account, login: id }
  }

  /** What whoever asks has shown; `undefined`: nothing, or it has ended. */
  shownBy(request: IncomingMessage): Shown | undefined {
    const id = this.#idOf(request)
    return id === undefined || this.hasEnded(id) ? undefined : this.#known.get(id)?.shown
  }

  hasEnded(id: string): boolean {
    const known = this.#known.get(id)
    return known === undefined || this.#now() >= known.until
  }

  /** Logs a browser in, instead of what it was logged in as. Answers the cookie to set. */
  async begin(request: IncomingMessage, what: Shown): Promise<string> {
    const { storage, cookies, loginMs, most } = this.#parts
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    const login = { id: hashOf(secret), until: this.#now() + loginMs, value: JSON.stringify(what) }
    const before = this.#idOf(request)
    const full = Math.max(0, this.#known.size + 1 - most)
    const over = [...this.#known.keys()].filter((id, at) => at < full || id === before || this.hasEnded(id))
    await storage.change([login], over)
    for (const id of over) this.#known.delete(id)
    this.#known.set(login.id, { until: login.until, shown: what })
    return cookies.write(request, 'login', secret, Math.floor(loginMs / 1_000))
  }

  /** Ends it, here and in the browser. Answers the cookie to set, and what had been shown. */
  async end(request: IncomingMessage): Promise<{ readonly cookie: string; readonly shown: Shown | undefined }> {
    const id = this.#idOf(request)
    const shown = this.shownBy(request)
    if (id !== undefined && this.#known.has(id)) {
      await this.#parts.storage.change([], [id])
      this.#known.delete(id)
    }
    return { cookie: this.#parts.cookies.write(request, 'login', '', 0), shown }
  }

  #idOf(request: IncomingMessage): string | undefined {
    const secret = this.#parts.cookies.read(request, 'login')
    return secret === undefined ? undefined : hashOf(secret)
  }
}
