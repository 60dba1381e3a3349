import type { Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Accounts } from '../access/accounts.ts'
import type { Cookies } from '../access/cookies.ts'
import type { Logins } from '../access/logins.ts'
import type { Makers } from '../access/makers.ts'
import { LoginError } from '../access/open-id.ts'
import type { LoginFailure, OpenId, Way } from '../access/open-id.ts'
import { returnPath } from '../access/return-path.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { bodyOf, WRONG } from './bodies.ts'
import { accountOf } from './account-of.ts'
import { LOGIN_WORDS } from './login-words.ts'
import { sendNote } from './note-page.ts'

export interface LoginParts {
  readonly accounts: Accounts
  readonly logins: Logins
  readonly makers: Makers
  readonly cookies: Cookies
  /** Where people log in; `undefined`: nowhere, or at the proxy. */
  readonly openId: OpenId | undefined
  readonly log: Logger
}

const LOGIN_PATH = '/login'

/** `GET /api/me`: who the server takes somebody for, and what they must do to make a board. */
export const showMe =
  ({ makers, openId }: LoginParts): RequestHandler =>
  (request, response) => {
    const account = accountOf(response)
    response.set('Cache-Control', 'no-store').json({
      account: account === undefined ? null : { id: account.id, name: account.name },
      missing: makers.missing(request),
      login: openId === undefined || account !== undefined ? null : LOGIN_PATH,
      canLogOut: account?.login !== undefined,
    })
  }

export const loginWish = z.object({
  password: z.string().min(1).max(SERVER_LIMITS.passwordLength, WRONG.password),
})

/** `POST /api/login`: this browser knows the instance's password from now on. */
export const logInByPassword =
  ({ makers, logins }: LoginParts): RequestHandler =>
  async (request, response) => {
    const shown = await makers.open(request, bodyOf(request, loginWish).password)
    const { account, idToken } = logins.shownBy(request) ?? {}
    const cookie = await logins.begin(request, { ...shown, account: account ?? null, idToken })
    response.status(204).set({ 'Set-Cookie': cookie, 'Cache-Control': 'no-store' }).end()
  }

/** `POST /api/logout`: this browser is logged out, and told where else it should. */
export const logOut =
  ({ accounts, logins, openId }: LoginParts): RequestHandler =>
  async (request, response) => {
    response.set('Cache-Control', 'no-store')
    const ended = accounts.isFromUs(request) ? await logins.end(request) : undefined
    if (ended !== undefined) response.set('Set-Cookie', ended.cookie)
    const to = ended?.shown?.account ? await openId?.logoutUrl(ended.shown.idToken) : undefined
    response.json({ to: to?.href ?? '/' })
  }

const way = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string(), until: z.number() })

/** How long somebody may take at the provider. */
const WAY_SECONDS = 600

/** `GET /login`: to the provider, and with `?to=` back to that page. */
export const goToLogin =
  ({ openId, cookies, log }: LoginParts): RequestHandler =>
  async (request, response, next) => {
    if (openId === undefined) return next()
    const to = returnPath(request.query['to'])
    response.set('Cache-Control', 'no-store')
    try {
      const begun = await openId.begin()
      const taken = packed({ ...begun.way, to, until: Date.now() + WAY_SECONDS * 1_000 })
      response.set('Set-Cookie', cookies.write(request, 'way', taken, WAY_SECONDS)).redirect(302, begun.url.href)
    } catch (error) {
      sendFailure(request, response, { error, to, log })
    }
  }

/** `GET /login/return`: back from the provider. */
export const returnFromLogin =
  ({ openId, cookies, logins, log }: LoginParts): RequestHandler =>
  async (request, response, next) => {
    if (openId === undefined) return next()
    const taken = wayOf(cookies.read(request, 'way'))
    const over = cookies.write(request, 'way', '', 0)
    response.set({ 'Cache-Control': 'no-store', 'Set-Cookie': over })
    try {
      if (taken === undefined) throw new LoginError('stale', 'this browser was not sent to log in lately')
      const shown = await openId.finish(queryOf(request), taken)
      const password = logins.shownBy(request)?.password
      response.set('Set-Cookie', [over, await logins.begin(request, { ...shown, password })])
      response.redirect(302, taken.to)
    } catch (error) {
      sendFailure(request, response, { error, to: taken?.to ?? '/', log })
    }
  }

const queryOf = (request: Request): string => request.originalUrl.slice(request.path.length)

const packed = (taken: z.infer<typeof way>): string => Buffer.from(JSON.stringify(taken)).toString('base64url')

/** What came back of it, as far as it makes sense and isn't too old. */
function wayOf(cookie: string | undefined): (Way & { readonly to: string }) | undefined {
  const parsed = way.safeParse(unpacked(cookie))
  return parsed.success && Date.now() < parsed.data.until
    ? { ...parsed.data, to: returnPath(parsed.data.to) }
    : undefined
}

function unpacked(cookie = ''): unknown {
  try {
    return JSON.parse(Buffer.from(cookie, 'base64url').toString())
  } catch {
    return undefined
  }
}

interface Failure {
  readonly error: unknown
  /** Where they came from. */
  readonly to: string
  readonly log: Logger
}

const FAILURES: Readonly<Record<LoginFailure, number>> = { silence: 502, refused: 403, stale: 400, stranger: 403 }

/** Says in the reader's language that nobody was logged in, and offers to try again. */
function sendFailure(request: Request, response: Response, { error, to, log }: Failure): void {
  if (!(error instanceof LoginError)) throw error
  const { why } = error
  log[why === 'silence' ? 'error' : 'warn']({ err: error }, 'nobody was logged in')
  sendNote(request, response, FAILURES[why], (language) => {
    const words = LOGIN_WORDS[language]
    const again = { href: `${LOGIN_PATH}?to=${encodeURIComponent(to)}`, words: words.again }
    return { title: words.title, words: words.why[why], links: [again, { href: to, words: words.back }] }
  })
}
