import { type Role, ROLES } from '#board/protocol.ts'
import { type Refusal, refusedBecause } from './refused.ts'

/** What this page may do on a board, and how it proves it: a short token, renewed when the server doesn't take it any more. */
export interface Session {
  readonly board: string
  readonly role: Role
  /** The secret of the link that it is open with; `undefined`: the address alone. */
  readonly secret: string | undefined
  /** What whoever made the link called it. */
  readonly label: string
  /** What those who vouch for this person call them; `null`: they call themselves what they like. */
  readonly name: string | null
  /** False: nobody owns the board yet. */
  readonly isClaimed: boolean
  /** For addresses of pictures. */
  readonly pictureKey: string | undefined
  /** The newest; `undefined` while the server was never reached. */
  readonly token: string | undefined
  /** From now on this secret opens the board: the link that it was opened with is being replaced. */
  adopt(secret: string): void
  /** Asks for a new token. Never rejects. */
  renew(): Promise<Renewal>
  /** A request of the board's API: `path` comes after `/api/boards/<id>`. Renews the token if it must. Rejects without a network. */
  request(path: string, init?: RequestInit): Promise<Response>
}

/** `changed`: another role than this page was opened with. */
export type Renewal =
  | { readonly is: 'renewed' | 'changed' | 'silence' }
  | { readonly is: 'refused'; readonly code: string | number; readonly reason: string }

/** How asking for a session went, and what the page has in any case: without an answer it works with this browser's copy, in the role that the link was made for. */
export interface Joined {
  readonly session: Session
  readonly standing:
    { readonly is: 'open' | 'silence' | 'nothing' } | ({ readonly is: 'refusal'; readonly status: number } & Refusal)
}

/** Who may only look, or say something about what they see, has no use for tools. */
export const mayEdit = (role: Role): boolean => role === 'edit' || role === 'own'

/** Asks whoever sits here. `wrong`: what was tried before isn't it; `waitSeconds`: and it takes so long until another can be tried. Never answers when they give up. */
export type AskPassword = (why: { readonly wrong: boolean; readonly waitSeconds: number }) => Promise<string>

export interface JoinOptions {
  readonly board: string
  /** Asks the page around the board, which vouches for its users, for a token; counts instead of all secrets. `undefined`: it has none. Asked again when the last one has ended. */
  readonly hostToken: (() => Promise<string | undefined>) | undefined
  /** Tried one after the other. Empty: the address alone. */
  readonly secrets: readonly string[]
  /** A random name that this browser has for itself. */
  readonly browser: string
  readonly askPassword: AskPassword
  /** A secret that was refused. */
  readonly onEnded: (secret: string) => void
  /** For which role a secret was made. */
  readonly roleHint: (secret: string | undefined) => Role | undefined
}

interface Granted {
  readonly token: string
  readonly role: Role
  readonly label: string
  readonly name: string | null
  readonly pictureKey: string
  readonly isClaimed: boolean
}

type Answer =
  | { readonly type: 'granted'; readonly granted: Granted }
  | { readonly type: 'silence' }
  | {
      readonly type: 'denied'
      readonly status: number
      readonly code: string | number
      readonly reason: string
      readonly waitSeconds: number
    }

const isOfPassword = (code: string | number): boolean => String(code).startsWith('password')

const apiOf = (board: string): string => `/api/boards/${encodeURIComponent(board)}`

async function ask(board: string, shown: object): Promise<Answer> {
  try {
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch(`${apiOf(board)}/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify(shown),
      // Nobody is logged in within a frame, not even in one of a neighbour's page, with which browsers would send the cookie.
      credentials: window.parent === window ? 'same-origin' : 'omit',
    })
    if (response.ok) return { type: 'granted', granted: (await response.json()) as Granted }
    const { status } = response
    const { code, reason, waitSeconds } = await refusedBecause(response)
    const isAnswer = status < 500 && (status !== 429 || isOfPassword(code))
    return isAnswer ? { type: 'denied', status, code, reason, waitSeconds } : { type: 'silence' }
  } catch {
    return { type: 'silence' }
  }
}

/** Opens a session with the first secret that works. Never rejects. */
export async function joinBoard(options: JoinOptions): Promise<Joined> {
  const { board, secrets, hostToken, onEnded, roleHint } = options
  const token = await hostToken?.()
  if (hostToken && token !== undefined) return joinVouched(board, token, hostToken)
  let refused: Joined | undefined
  for (const secret of [...secrets, undefined]) {
    const answer = await tryOpen(options, secret)
    const ways = [secret]
    const again = (token: string | undefined) => openOneOf(options, ways, token)
    const guess = { role: roleHint(secret) ?? 'edit' }
    const session = createSession(board, ways, again, answer.type === 'granted' ? answer.granted : guess)
    const joined: Joined = { session, standing: standingOf(answer) }
    if (joined.standing.is !== 'refusal') return joined
    refused ??= joined
    if (!hasEnded(answer) || secret === undefined) break
    onEnded(secret)
  }
  return refused as Joined
}

/** The newest that works: one that was just made may not be known yet to the server. */
async function openOneOf(
  options: JoinOptions,
  secrets: readonly (string | undefined)[],
  token: string | undefined,
): Promise<Answer> {
  let last: Answer = { type: 'silence' }
  for (const secret of secrets) {
    last = await tryOpen(options, secret, token)
    if (!hasEnded(last)) return last
  }
  return last
}

const standingOf = (answer: Answer): Joined['standing'] =>
  answer.type === 'granted'
    ? { is: 'open' }
    : answer.type === 'silence'
      ? { is: 'silence' }
      : answer.status === 404
        ? { is: 'nothing' }
        : { is: 'refusal', status: answer.status, code: answer.code, reason: answer.reason }

const hasEnded = (answer: Answer): boolean => answer.type === 'denied' && answer.code === 'link-ended'

/** With a token of the page around the board: the same as long as the server takes it, and then another. */
async function joinVouched(
  board: string,
  first: string,
  hostToken: () => Promise<string | undefined>,
): Promise<Joined> {
  let token = first
  const again = async (): Promise<Answer> => {
    const answer = await ask(board, { hostToken: token })
    if (answer.type !== 'denied' || answer.code !== 'token-refused') return answer
    const next = await hostToken()
    if (next === undefined || next === token) return answer
    token = next
    return ask(board, { hostToken: token })
  }
  const answer = await again()
  const known = answer.type === 'granted' ? answer.granted : { role: roleIn(first) }
  return { session: createSession(board, [], again, known), standing: standingOf(answer) }
}

/** What a token says, unchecked: for a page that can't reach the server. */
function roleIn(token: string): Role {
  try {
    const { role } = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as {
      readonly role?: unknown
    }
    return ROLES.find((known) => known === role) ?? 'view'
  } catch {
    return 'view'
  }
}

/** Asks for the password as often as it takes. @param token the session that goes on: for that one it has been told already */
async function tryOpen(
  { board, browser, askPassword }: JoinOptions,
  link: string | undefined,
  token?: string,
): Promise<Answer> {
  let password: string | undefined
  for (;;) {
    const answer = await ask(board, { link, password, browser, token })
    const isAsked = answer.type === 'denied' && isOfPassword(answer.code)
    if (!isAsked) return answer
    password = await askPassword({ wrong: answer.code === 'password-wrong', waitSeconds: answer.waitSeconds })
  }
}

function createSession(
  board: string,
  /** Secrets that open it, the newest first. */
  ways: (string | undefined)[],
  open: (token: string | undefined) => Promise<Answer>,
  {
    role,
    token: first,
    label = '',
    name = null,
    pictureKey,
    isClaimed = true,
  }: Partial<Granted> & Pick<Granted, 'role'>,
): Session {
  let token = first
  let renewing: Promise<Renewal> | undefined
  const renewNow = async (): Promise<Renewal> => {
    const answer = await open(token)
    renewing = undefined
    if (answer.type === 'silence') return { is: 'silence' }
    if (answer.type === 'denied') return { is: 'refused', code: answer.code, reason: answer.reason }
    token = answer.granted.token
    return { is: answer.granted.role === role ? 'renewed' : 'changed' }
  }
  const renew = (): Promise<Renewal> => (renewing ??= renewNow())
  const send = (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`)
    return fetch(`${apiOf(board)}${path}`, { ...init, headers })
  }
  return {
    board,
    role,
    get secret() {
      return ways[0]
    },
    label,
    name,
    isClaimed,
    pictureKey,
    get token() {
      return token
    },
    adopt: (secret) => void ways.unshift(secret),
    renew,
    async request(path, init = {}) {
      const response = await send(path, init)
      if (response.status !== 401 || (await renew()).is !== 'renewed') return response
      return send(path, init)
    },
  }
}
