import { type ReadonlySignal, signal } from '@preact/signals'
import type { Deed } from '#board/deeds.ts'
import type { Role } from '#board/protocol.ts'
import { dropSecret, heldSecrets, holdSecrets, linkIdOf, makeSecret } from '../../start/held-links.ts'
import type { LocalMemory } from '../../start/local-memory.ts'
import { refusedBecause } from '../../sync/refused.ts'
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
  /** Slow mode: seconds between two changes of anybody but owners; 0: none. */
  readonly slowSeconds: number
  /** Origins of the sites that may show it; none: as the server says. */
  readonly sites: readonly string[]
  readonly links: readonly OwnedLink[]
  /** `until` null: until they are let in. */
  readonly bans: readonly { readonly principal: string; readonly name: string; readonly until: string | null }[]
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

/** Somebody who opens the board by being logged in. */
export interface AccountLine {
  readonly principal: string
  readonly name: string
  /** `null`: none any more, or they are kept out. */
  readonly role: Role | null
  readonly isYou: boolean
  /** The board is theirs by itself: what that is called; `null`: it isn't. */
  readonly member: string | null
  /** What the link is called that they came by; `null`: they need none. */
  readonly link: string | null
  readonly openedAt: string | null
}

/** Somebody who has worked on the board, as far as its history reaches. */
export interface AuthorLine {
  readonly principal: string
  /** Empty: they did not say. */
  readonly name: string
  readonly isYou: boolean
  readonly updates: number
  readonly to: string
}

/** What of somebody's work is on the board, and what isn't because of it. */
export interface Work {
  readonly added: readonly string[]
  readonly kinds: Readonly<Record<string, number>>
  readonly changed: readonly string[]
  readonly removed: number
  readonly kept: readonly string[]
}

export interface Undone {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly kept: number
  /** What undoes it; `null`: there was nothing to undo. */
  readonly update: number | null
}

export interface AuditLine {
  readonly at: string
  /** Principal; empty: the server itself. */
  readonly who: string
  readonly deed: Deed
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
  readonly authors: ReadonlySignal<readonly AuthorLine[]>
  readonly accounts: ReadonlySignal<readonly AccountLine[]>
  /** Updates of the board that were lost with a damaged disk, and of which no owner has taken notice. */
  readonly lost: ReadonlySignal<number>
  readonly problem: ReadonlySignal<unknown>
  /** A link's secret, if this browser made it or was given it. */
  secretOf(link: string): string | undefined
  load(): Promise<void>
  add(role: Role): Promise<void>
  change(link: string, change: LinkChange): Promise<void>
  replace(link: string): Promise<void>
  revoke(link: string): Promise<void>
  rule(rules: Partial<Pick<OwnedAccess, 'anyone' | 'cap' | 'slowSeconds' | 'sites'>>): Promise<void>
  /** @param minutes 0 lets them in again; `null`: until they are let in */
  keepOut(principal: string, name: string, minutes: number | null): Promise<void>
  /** The board is theirs no longer. */
  removeMember(member: string): Promise<void>
  /** `null` when it can't be said. */
  work(principal: string): Promise<Work | null>
  /** All that one person did, or one update; `undefined` when it was not possible. */
  undo(whose: { readonly principal: string } | { readonly update: number }): Promise<Undone | undefined>
  /** The owner knows that something is lost: nobody is told any more. */
  acknowledgeLost(): Promise<void>
  audit(): Promise<readonly AuditLine[]>
  /** What somebody is called, as far as this page knows; `undefined`: it doesn't. */
  nameOf(principal: string): { readonly name: string; readonly isYou: boolean } | undefined
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
  const authors = signal<readonly AuthorLine[]>([])
  const accounts = signal<readonly AccountLine[]>([])
  const lost = signal(0)
  const problem = signal<unknown>(undefined)
  const { board } = session

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const sent = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    const response = await askTwice(() => session.request(path, { method, ...sent }))
    if (response.status === 204) return undefined
    if (response.ok) return (await response.json()) as unknown
    throw await refusedBecause(response)
  }
  /** Shows the newest state after whatever was done, or why it wasn't. */
  const doing = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act()
      const [now, here, worked, known, info] = await Promise.all(
        ['/access', '/people', '/authors', '/accounts', ''].map((path) => ask('GET', path)),
      )
      access.value = now as OwnedAccess
      people.value = (here as { readonly people: readonly PersonHere[] }).people
      authors.value = (worked as { readonly authors: readonly AuthorLine[] }).authors
      accounts.value = (known as { readonly accounts: readonly AccountLine[] }).accounts
      lost.value = (info as { readonly lost: number }).lost
      problem.value = undefined
    } catch (error) {
      problem.value = error instanceof TypeError ? await refusedBecause(undefined) : error
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
    authors,
    accounts,
    lost,
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
    removeMember: (member) => doing(() => ask('DELETE', `/members/${member}`)),
    work: async (principal) => {
      let work: Work | null = null
      await doing(async () => {
        work = (await ask('GET', `/authors/work?principal=${encodeURIComponent(principal)}`)) as Work
      })
      return work
    },
    undo: async (whose) => {
      let undone: Undone | undefined
      await doing(async () => {
        undone = (await ask('POST', '/history/undo', whose)) as Undone
      })
      return undone
    },
    acknowledgeLost: () => doing(() => ask('DELETE', '/lost')),
    nameOf: (principal) =>
      [...people.value, ...accounts.value, ...authors.value]
        .filter((one) => one.principal === principal && (one.isYou || one.name))
        .map(({ name, isYou }) => ({ name: name ?? '', isYou }))[0],
    audit: async () => ((await ask('GET', '/audit')) as { readonly entries: readonly AuditLine[] }).entries,
  }
}
