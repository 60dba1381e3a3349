/** Who the server takes this browser for, and what it wants before it makes boards. */
export interface Visitor {
  readonly account: { readonly name: string } | null
  /** What must be shown first to make a board. */
  readonly missing: 'login' | 'password' | null
  /** Where one logs in; `null`: nowhere, or one has. */
  readonly login: string | null
  readonly canLogOut: boolean
}

/** How telling a password went. `waitSeconds`: it was wrong too often, and that long until another is heard. */
export type Told = 'right' | 'silence' | { readonly waitSeconds: number }

/** What a page may ask about whoever sits here. None of them rejects. */
export interface Reception {
  /** `undefined`: no answer. */
  ask(): Promise<Visitor | undefined>
  tell(password: string): Promise<Told>
  /** Where to go now; `undefined`: nobody was logged out. */
  logOut(): Promise<string | undefined>
}

/** Where nothing is known. */
export const ANYBODY: Visitor = { account: null, missing: null, login: null, canLogOut: false }

const post = (path: string, body: object): Promise<Response> =>
  fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

export const reception: Reception = {
  async ask() {
    try {
      const response = await fetch('/api/me')
      return response.ok ? ((await response.json()) as Visitor) : undefined
    } catch {
      return undefined
    }
  },
  async tell(password) {
    try {
      const { ok, status, headers } = await post('/api/login', { password })
      if (ok) return 'right'
      return status < 500 ? { waitSeconds: Number(headers.get('Retry-After') ?? 0) } : 'silence'
    } catch {
      return 'silence'
    }
  },
  async logOut() {
    try {
      const response = await post('/api/logout', {})
      return response.ok ? ((await response.json()) as { to: string }).to : undefined
    } catch {
      return undefined
    }
  },
}
