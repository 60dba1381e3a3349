import { type ReadonlySignal, signal } from '@preact/signals'
import type { Role } from '#board/protocol.ts'
import { dropSecret, heldSecrets, holdSecrets, linkIdOf, makeSecret } from '../../start/held-links.ts'
import type { LocalMemory } from '../../start/local-memory.ts'
import type { Session } from '../../sync/session.ts'

/** A link as its owner sees it; times are ISO 8601. */
export interface OwnedLink {
  readonly id: string
  readonly role: Role
  readonly label: string
  readonly hasPassword: boolean
  readonly expiresAt: string | null
  readonly usedAt: string | null
}

export interface OwnedAccess {
  /** What the address alone allows. */
  readonly anyone: Role | null
  /** The most that anybody but owners may do. */
  readonly cap: 'view' | 'comment' | null
  /** Origins of the sites that may show it; none: as the server says. */
  readonly sites: readonly string[]
  readonly links: readonly OwnedLink[]
  readonly bans: readonly { readonly principal: string; readonly name: string; readonly until: string }[]
}

/** Somebody who is connected. */
export interface PersonHere {
  /** What presence calls them. */
  readonly client: number | null
  readonly role: Role
  readonly principal: string
  readonly isYou: boolean
  /** What those who vouch for them call them. */
  readonly name: string | null
  readonly link: string | null
}

export interface AuditLine {
  readonly at: string
  readonly what: string
}

export interface LinkChange {
  readonly label?: string
  readonly expiresAt?: string | null
  readonly password?: string | null
}

/** What an owner does with a board's links, rules and people. Nothing rejects: what went wrong is in `problem`. */
export interface AccessClient {
  /** `null` until it is there. */
  readonly access: ReadonlySignal<OwnedAccess | null>
  readonly people: ReadonlySignal<readonly PersonHere[]>
  readonly problem: ReadonlySignal<string>
  /** A link's secret, if this browser made it or was given it. */
  secretOf(link: string): string | undefined
  load(): Promise<void>
  add(role: Role): Promise<void>
  change(link: string, change: LinkChange): Promise<void>
  replace(link: string): Promise<void>
  revoke(link: string): Promise<void>
  rule(rules: Partial<Pick<OwnedAccess, 'anyone' | 'cap' | 'sites'>>): Promise<void>
  /** @param minutes 0 lets them in again */
  keepOut(principal: string, name: string, minutes: number): Promise<void>
  audit(): Promise<readonly AuditLine[]>
}

/** Asks, and once more when there was no answer: what it asks for is named by the secret in it, and is made once. */
export async function askTwice(ask: () => Promise<Response>): Promise<Response> {
  const first = await ask().catch(() => undefined)
  return first === undefined || first.status >= 500 ? ask() : first
}

/** @param onAdopted this page's own link has another secret */
export function createAccessClient(session: Session, memory: LocalMemory, onAdopted = () => {}): AccessClient {
  const access = signal<OwnedAccess | null>(null)
  const people = signal<readonly PersonHere[]>([])
  const problem = signal('')
  const { board } = session

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const sent = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    const response = await askTwice(() => session.request(path, { method, ...sent }))
    if (response.status === 204) return undefined
    const answer = (await response.json()) as unknown
    if (response.ok) return answer
    const { detail = 'The server would not do that.' } = answer as { readonly detail?: string }
    throw new Error(detail)
  }
  /** Shows the newest state after whatever was done, or why it wasn't. */
  const doing = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act()
      const [now, here] = await Promise.all([ask('GET', '/access'), ask('GET', '/people')])
      access.value = now as OwnedAccess
      people.value = (here as { readonly people: readonly PersonHere[] }).people
      problem.value = ''
    } catch (error) {
      problem.value = error instanceof TypeError ? 'The server didn’t answer.' : String((error as Error).message)
    }
  }
  /** What this page has made, where the browser keeps nothing. */
  const made: string[] = []
  /** Held before it is asked for: whatever becomes of the answer, nobody else could have it. */
  const make = (role: Role): string => {
    const secret = makeSecret(role)
    made.push(secret)
    holdSecrets(memory, board, [secret])
    return secret
  }
  /** A secret that the server has refused is nothing; one that it has not answered for may be a link. */
  const making = async (role: Role, act: (secret: string) => Promise<unknown>): Promise<void> => {
    const secret = make(role)
    try {
      await act(secret)
    } catch (error) {
      if (!(error instanceof TypeError)) dropSecret(memory, board, secret)
      throw error
    }
  }
  const secretOfLink = (link: string) =>
    [...heldSecrets(memory, board), ...made, session.secret].find(
      (secret) => secret !== undefined && linkIdOf(secret) === link,
    )
  const drop = (link: string): void => {
    const secret = secretOfLink(link)
    if (secret !== undefined) dropSecret(memory, board, secret)
  }

  return {
    access,
    people,
    problem,
    secretOf: secretOfLink,
    load: () => doing(async () => undefined),
    add: (role) => doing(() => making(role, (secret) => ask('POST', '/links', { role, secret }))),
    change: (link, change) => doing(() => ask('PATCH', `/links/${link}`, change)),
    replace: (link) =>
      doing(async () => {
        const old = access.peek()?.links.find(({ id }) => id === link)
        const isOwn = session.secret !== undefined && linkIdOf(session.secret) === link
        await making(old?.role ?? 'view', async (secret) => {
          if (isOwn) session.adopt(secret)
          await ask('POST', `/links/${link}/replace`, { secret })
        })
        drop(link)
        if (isOwn) onAdopted()
      }),
    revoke: (link) =>
      doing(async () => {
        await ask('DELETE', `/links/${link}`)
        drop(link)
      }),
    rule: (rules) => doing(() => ask('PATCH', '/access', rules)),
    keepOut: (principal, name, minutes) => doing(() => ask('POST', '/bans', { principal, name, minutes })),
    audit: async () => ((await ask('GET', '/audit')) as { readonly entries: readonly AuditLine[] }).entries,
  }
}
