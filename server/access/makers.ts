import type { IncomingMessage } from 'node:http'
import type { Accounts } from './accounts.ts'
import { Denied, loginNeeded } from './denied.ts'
import type { Logins, Shown } from './logins.ts'
import { hashOf, isSame } from './secrets.ts'
import type { Tries } from './tries.ts'

/** Who may make boards: anyone, people who are logged in, or those who know the instance's password. */
export type WhoMakes = { readonly who: 'anyone' | 'login' } | { readonly who: 'password'; readonly password: string }

export interface MakersParts {
  readonly who: WhoMakes
  readonly accounts: Pick<Accounts, 'of' | 'isFromUs'>
  readonly logins: Pick<Logins, 'shownBy'>
  readonly tries: Tries
  readonly addressOf: (request: IncomingMessage) => string | undefined
}

const OF = 'instance'

/** Programs say the instance's password in this header, percent-encoded, where `Authorization` has another use. */
const PASSWORD_HEADER = 'drawbridge-password'

/** Who may make boards. */
export class Makers {
  readonly #parts: MakersParts
  /** Of the password of now: with another one, browsers that knew this one are asked again. */
  readonly #fingerprint: string | undefined

  constructor(parts: MakersParts) {
    this.#parts = parts
    this.#fingerprint = parts.who.who === 'password' ? hashOf(`instance ${parts.who.password}`) : undefined
  }

  /** What whoever asks must show first to make a board; `null`: nothing. */
  missing(request: IncomingMessage): 'login' | 'password' | null {
    const { who, accounts, logins } = this.#parts
    if (who.who === 'login') return accounts.of(request) === undefined ? 'login' : null
    if (who.who === 'anyone') return null
    const told = accounts.isFromUs(request) ? logins.shownBy(request)?.password : undefined
    return told === this.#fingerprint ? null : 'password'
  }

  /** @throws {Denied} when whoever asks may not make boards */
  async admit(request: IncomingMessage): Promise<void> {
    const missing = this.missing(request)
    if (missing === null) return
    if (missing === 'login') throw loginNeeded()
    const said = passwordIn(request)
    if (said === undefined)
      throw new Denied('instance-password-needed', 'boards are made with the password of this server')
    await this.#check(request, said)
  }

  /** What a browser is logged in with that tells the password. @throws {Denied} when it is wrong, or there is none */
  async open(request: IncomingMessage, password: string): Promise<Shown> {
    await this.#check(request, password)
    return { account: null, password: this.#fingerprint }
  }

  async #check(request: IncomingMessage, said: string): Promise<void> {
    const { who, tries, addressOf } = this.#parts
    const isRight = (): boolean => who.who === 'password' && isSame(hashOf(said), hashOf(who.password))
    await tries.check({ of: OF, address: addressOf(request) }, isRight)
  }
}

const BASIC = /^Basic ([\w+/=-]+)$/i

/** As HTTP has it for passwords (RFC 7617; who it is doesn't matter), or in a header of its own. */
function passwordIn({ headers }: IncomingMessage): string | undefined {
  const basic = BASIC.exec(headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const pair = Buffer.from(basic, 'base64').toString()
    return pair.slice(pair.indexOf(':') + 1)
  }
  const said = headers[PASSWORD_HEADER]
  return typeof said === 'string' && said !== '' ? decoded(said) : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
