import type { Config } from '../config.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { LoginStorage, KeptLogin } from '../storage/logins.ts'
import { Accounts, ProxyLogin } from './accounts.ts'
import { Cookies } from './cookies.ts'
import { Gate } from './gate.ts'
import { Logins } from './logins.ts'
import { Makers } from './makers.ts'
import { OpenId } from './open-id.ts'
import { Proxies } from './proxies.ts'
import { Tries } from './tries.ts'

/** What says who asks, and where from. */
export interface WhoAsks {
  readonly gate: Gate
  readonly proxies: Proxies
  readonly cookies: Cookies
  readonly logins: Logins
  readonly accounts: Accounts
  readonly makers: Makers
  readonly tries: Tries
  /** `undefined`: nobody logs in at a provider. */
  readonly openId: OpenId | undefined
}

export interface WhoAsksParts {
  readonly storage: LoginStorage
  /** What is there already. */
  readonly kept: readonly KeptLogin[]
  /** Milliseconds since 1970. */
  readonly now: (() => number) | undefined
}

/** Chooses the parts as they are configured. */
export function whoAsks(config: Config, { storage, kept, now = Date.now }: WhoAsksParts): WhoAsks {
  const { publicUrl, allowedOrigins, trustedProxies, proxyHeaders, openId: provider, whoMakes, limits } = config
  const gate = new Gate({ allowedOrigins: [...allowedOrigins, ...(publicUrl ? [publicUrl] : [])] })
  const proxies = new Proxies(trustedProxies)
  const cookies = new Cookies({ publicUrl, proxies })
  const loginMs = limits.loginSeconds * 1_000
  const logins = new Logins({ storage, cookies, loginMs, most: SERVER_LIMITS.logins, now }, kept)
  const atProxy = proxyHeaders === undefined ? [] : [new ProxyLogin(proxyHeaders, proxies)]
  const accounts = new Accounts(gate, [...atProxy, logins])
  const tries = new Tries(limits.linkTries, now)
  const makers = new Makers({
    who: whoMakes,
    accounts,
    logins,
    tries,
    addressOf: (request) => proxies.addressOf(request),
  })
  const openId = provider && publicUrl !== undefined ? new OpenId(provider, publicUrl) : undefined
  return { gate, proxies, cookies, logins, accounts, makers, tries, openId }
}
