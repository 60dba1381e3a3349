import type { Deed } from '#board/deeds.ts'
import type { Role } from '#board/protocol.ts'
import type { Holding } from '../storage/homes.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { Account } from './accounts.ts'
import { claimOf, claimsOf, holds, noRole, pictureClaim, standingOf, strongest } from './claims.ts'
import { MEMBER, atLeast, changeLink, isExpired, lesser, roleOf } from './board-access.ts'
import type { BoardAccess, Claim, Grant, Link } from './board-access.ts'
import { readEntry, writeEntry } from './deeds.ts'
import type { AuditEntry } from './deeds.ts'
import { Denied, inTrash, linkEnded, pictureEnded, pictureOther, sessionEnded, siteRefused } from './denied.ts'
import type { Sites, Whence } from './sites.ts'
import { hashOf, isPassword, isSame } from './secrets.ts'
import { readAccess, writeAccess } from './stored-access.ts'
import { isOfHost } from './hosts.ts'
import type { Hosts } from './hosts.ts'
import type { Logins } from './logins.ts'
import { Tokens } from './tokens.ts'
import type { Purpose, Ticket } from './tokens.ts'
import type { Tries } from './tries.ts'

interface GrantOptions {
  readonly purpose?: Purpose
  /** The name of the picture that is asked for, see {@link Access.signPicture}. */
  readonly picture?: string | undefined
  readonly from?: Whence
  /** Also while the board is in the trash. */
  readonly inTrash?: boolean
}

export interface AccessParts {
  readonly sites: Sites
  readonly storage: Pick<BoardStorage, 'access' | 'setAccess' | 'audit' | 'secret' | 'find' | 'trash' | 'homes'>
  /** How long a session token is good for, milliseconds. */
  readonly sessionMs: number
  readonly tries: Tries
  /** Sites that vouch for their users. */
  readonly hosts: Pick<Hosts, 'read' | 'stillVouches'>
  readonly logins: Pick<Logins, 'hasEnded'>
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

/** What somebody shows who wants a session. */
export interface Credentials {
  readonly link?: string | undefined
  readonly password?: string | undefined
  /** What the page around the board vouches with: counts instead of a link. */
  readonly hostToken?: string | undefined
  /** The session that this one goes on from: whoever has it needn't tell the password again. */
  readonly token?: string | undefined
  /** A random name that the browser has for itself. */
  readonly browser?: string | undefined
  /** Who they are logged in as. */
  readonly account?: Account | undefined
  /** Where they come from, if that can be known. */
  readonly address?: string | undefined
}

export interface Session {
  readonly token: string
  readonly expiresAt: number
  readonly role: Role
  readonly label: string
  /** What those who vouch for somebody call them; `null`: they call themselves what they like. */
  readonly name: string | null
  /** For addresses of pictures: opens nothing else. */
  readonly pictureKey: string
  /** Since when the board is in the trash, ISO 8601, which only those are told who may bring it back; `null`: it isn't. */
  readonly trashedAt: string | null
}

/** What an account may do on a board. */
export interface Standing {
  readonly role: Role
  /** By itself, and not by a link. */
  readonly isMember: boolean
  /** For addresses of pictures. */
  readonly pictureKey: string
}

type Listener = (board: string) => void

/** So long after a session has ended it still stands for the password that it was opened with. */
const RENEWABLE_MS = 12 * 3_600_000
const KEY_NAME = 'session-key'
/** Boards whose access is remembered. */
const REMEMBERED = 10_000
/** Last use is written no more often than this. */
const USED_EVERY_MS = 60_000

/** Who may do what on each board: what is stored of it, tokens for those who showed a link, and word to those who hold sockets when it changes. */
export class Access {
  readonly #parts: AccessParts
  readonly #now: () => number
  readonly #known = new Map<string, BoardAccess>()
  /** The last change of each board that is being written: they go one after the other. */
  readonly #writing = new Map<string, Promise<unknown>>()
  readonly #listeners = new Set<Listener>()
  #tokens: Promise<Tokens> | undefined

  constructor(parts: AccessParts) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
  }

  /** Is told of every change that may end what somebody may do. */
  onChange(listener: Listener): void {
    this.#listeners.add(listener)
  }

  async of(board: string): Promise<BoardAccess> {
    const known = this.#known.get(board)
    if (known !== undefined) return known
    const { storage } = this.#parts
    const [text, info] = await Promise.all([storage.access(board), storage.find(board)])
    const read = readAccess(text, info?.trashedAt ?? null)
    // Somebody may have changed it meanwhile.
    return this.#known.get(board) ?? this.#remember(board, read)
  }

  /**
   * Changes a board's access, on disk and then for everybody who is there.
   * @param deed for the audit trail
   */
  async change(
    board: string,
    who: string,
    deed: Deed,
    edit: (access: BoardAccess) => BoardAccess,
  ): Promise<BoardAccess> {
    const changed = await this.#write(board, edit, this.#line(who, deed))
    this.#tell(board)
    return changed
  }

  /** A line of the audit trail about what doesn't change who may do what. */
  async note(board: string, who: string, deed: Deed): Promise<void> {
    await this.change(board, who, deed, (access) => access)
  }

  /** Everybody has to leave, and nobody may come but an owner who brings it back. */
  async throwAway(board: string, who: string): Promise<BoardAccess> {
    const { trash } = this.#parts.storage
    const changed = await this.#inTurn(board, async (access) => ({
      ...access,
      trashedAt: await trash.put(board, this.#line(who, { did: 'board-trashed' })),
    }))
    this.#tell(board)
    return changed
  }

  /** Everything is as it was. */
  async bringBack(board: string, who: string): Promise<BoardAccess> {
    return this.#inTurn(board, async (access) => {
      await this.#parts.storage.trash.restore(board, this.#line(who, { did: 'board-restored' }))
      return { ...access, trashedAt: null }
    })
  }

  /** The board is removed for good. */
  async remove(board: string): Promise<void> {
    await this.#parts.storage.trash.remove(board)
    this.#known.delete(board)
  }

  /** Newest first. */
  async audit(board: string): Promise<AuditEntry[]> {
    return (await this.#parts.storage.audit(board)).map(readEntry)
  }

  /**
   * A short session for what somebody shows; without a link, what the address alone allows.
   * @throws {Denied}
   */
  async session(board: string, credentials: Credentials): Promise<Session> {
    const access = await this.of(board)
    const nowMs = this.#now()
    const { link: secret, hostToken } = credentials
    const account = hostToken === undefined ? credentials.account : undefined
    const held = account && (await this.#parts.storage.homes.of(account.id, board))
    const link =
      secret === undefined || hostToken !== undefined ? undefined : await this.#open(access, secret, credentials, held)
    const shown =
      hostToken === undefined ? claimOf(link, credentials) : await this.#parts.hosts.read(hostToken, board, nowMs)
    // A link that only shows is taken at its word, also by those who may do more.
    const isTaken = link !== undefined && !atLeast(link.role, 'edit')
    const own = account === undefined || isTaken ? [] : claimsOf(access, account, held)
    const claim = strongest(access, [shown, ...own], nowMs)
    const role = roleOf(access, claim, nowMs)
    if (role === undefined) throw noRole(access, claim, nowMs)
    if (access.trashedAt !== null && role !== 'own') throw inTrash()
    if (link !== undefined) this.#used(board, link, nowMs)
    if (account !== undefined) await this.#hold(account, board, link, held, nowMs)
    const expiresAt = Math.min(nowMs + this.#parts.sessionMs, claim.until ?? Infinity)
    const tokens = await this.#signer()
    const token = tokens.sign({ board, purpose: 'session', role, claim, expiresAt, picture: null })
    const pictureKey = signPictureKey(tokens, board, claim)
    return {
      token,
      expiresAt,
      role,
      label: link?.label ?? '',
      name: claim.vouched?.name ?? null,
      pictureKey,
      trashedAt: access.trashedAt,
    }
  }

  /** What an account may do on a board that it holds; `undefined`: nothing any more. */
  async standing(board: string, account: Account, held: Holding): Promise<Standing | undefined> {
    const access = await this.of(board)
    const { claim, role } = standingOf(access, account, held, this.#now())
    if (role === undefined) return undefined
    const isMember = claim.via.startsWith(MEMBER)
    return { role, isMember, pictureKey: signPictureKey(await this.#signer(), board, claim) }
  }

  /**
   * A key that opens one picture and nothing else, until then at most, as long as what the grant came from still allows it.
   * @param picture says which: the same must be said when it is used
   */
  async signPicture(
    { board, role, via, generation, principal, until, vouched }: Grant,
    picture: string,
    expiresAt: number,
  ): Promise<string> {
    const claim = pictureClaim({ via, generation, principal, until, vouched })
    return (await this.#signer()).sign({ board, purpose: 'picture', role, claim, expiresAt, picture })
  }

  /**
   * What a token allows on a board now; without one, what the address alone allows.
   * @param asked no more than this
   * @throws {Denied}
   */
  async grant(
    board: string,
    token: string | undefined,
    asked: Role,
    { purpose = 'session', picture, from = {}, inTrash: isForTrash = false }: GrantOptions = {},
  ): Promise<Grant> {
    const access = await this.of(board)
    if (!this.#parts.sites.mayConnect(access, from)) throw siteRefused()
    const ticket = token === undefined ? undefined : await this.#ticketOf(board, token, purpose)
    const claim = ticket?.claim ?? claimOf(undefined, {})
    const role = roleOf(access, claim, this.#now())
    if (role === undefined) throw noRole(access, claim, this.#now())
    if (ticket?.purpose === 'session' && ticket.role !== role) throw sessionEnded()
    if (typeof ticket?.picture === 'string' && ticket.picture !== picture) throw pictureOther()
    if (access.trashedAt !== null && !isForTrash) throw inTrash()
    return { ...claim, board, asked, from, role: lesser(lesser(role, ticket?.role ?? role), asked) }
  }

  /** Whose a session token is; `undefined`: nobody's, or not any more. Looks at nothing but the token, so that limits can count whoever shows it before anything is read for them. */
  async holderOf(token: string | undefined): Promise<Claim | undefined> {
    return token === undefined ? undefined : (await this.#signer()).holderOf(token, this.#now())
  }

  /** What a grant allows now; `undefined`: nothing any more. */
  roleNow(grant: Grant): Role | undefined {
    const access = this.#known.get(grant.board)
    // Not remembered any more: nobody has changed it, and it is looked up for the next time.
    if (access === undefined) void this.of(grant.board).catch(() => undefined)
    if (access !== undefined && !this.#parts.sites.mayConnect(access, grant.from)) return undefined
    if (access !== undefined && access.trashedAt !== null) return undefined
    if (this.#isLoggedOut(grant)) return undefined
    const role = access === undefined ? grant.role : roleOf(access, grant, this.#now())
    return role && lesser(role, grant.asked)
  }

  /** What everybody on a board is told of its rules; until they are known, as usual. */
  rulesNow(board: string): Pick<BoardAccess, 'cap' | 'slowSeconds'> {
    return this.#known.get(board) ?? { cap: null, slowSeconds: 0 }
  }

  async #ticketOf(board: string, token: string, purpose: Purpose): Promise<Ticket> {
    const ticket = (await this.#signer()).read(token)
    const [ended, other] = purpose === 'picture' ? [pictureEnded, pictureOther] : [sessionEnded, sessionEnded]
    if (ticket === undefined || ticket.board !== board || ticket.purpose !== purpose) throw other()
    if (ticket.expiresAt !== null && this.#now() >= ticket.expiresAt) throw ended()
    if (isOfHost(ticket.claim) && !this.#parts.hosts.stillVouches(ticket.claim)) throw ended()
    if (this.#isLoggedOut(ticket.claim)) throw ended()
    // We sign no longer ones: whoever has got hold of an old key has no more than that either.
    if (purpose === 'session' && (ticket.expiresAt ?? Infinity) - this.#now() > this.#parts.sessionMs)
      throw sessionEnded()
    return ticket
  }

  async #open(access: BoardAccess, secret: string, credentials: Credentials, held: Holding | undefined): Promise<Link> {
    const hash = hashOf(secret)
    const link = access.links.find((one) => isSame(one.hash, hash))
    if (link === undefined || isExpired(link, this.#now())) throw linkEnded()
    const isRenewal = credentials.token !== undefined && (await this.#goesOn(credentials.token, link))
    const isKnown = isRenewal || holds(held, link)
    if (link.password !== null && !isKnown) await this.#checkPassword(link.id, link.password, credentials)
    return link
  }

  /** Was it opened with this link and the password that it has now, not long ago? */
  async #goesOn(token: string, { id, generation }: Link): Promise<boolean> {
    const ticket = (await this.#signer()).read(token)
    if (ticket?.purpose !== 'session' || ticket.expiresAt === null) return false
    const isOfLink = ticket.claim.via === id && ticket.claim.generation === generation
    return isOfLink && this.#now() < ticket.expiresAt + RENEWABLE_MS
  }

  async #checkPassword(id: string, hash: string, { password, address }: Credentials): Promise<void> {
    if (password === undefined) throw new Denied('password-needed', 'this link opens with a password')
    await this.#parts.tries.check({ of: id, address }, () => isPassword(password, hash))
  }

  #isLoggedOut({ vouched }: Claim): boolean {
    return vouched?.login !== undefined && this.#parts.logins.hasEnded(vouched.login)
  }

  /** The board is on the account's list; that it can't be noted is no reason to fail. */
  async #hold(
    { id, name }: Account,
    board: string,
    link: Link | undefined,
    held: Holding | undefined,
    nowMs: number,
  ): Promise<void> {
    const isNoted = held !== undefined && nowMs - held.openedAt < USED_EVERY_MS
    if (isNoted && (link === undefined || holds(held, link))) return
    const way = link && { link: link.id, generation: link.generation }
    await this.#parts.storage.homes.hold({ id, name }, board, way, nowMs).catch(() => undefined)
  }

  /** Not worth waiting for, and no reason to fail. */
  #used(board: string, { id, usedAt }: Link, nowMs: number): void {
    if (usedAt !== null && nowMs - usedAt < USED_EVERY_MS) return
    const edit = (access: BoardAccess): BoardAccess => changeLink(access, id, (link) => ({ ...link, usedAt: nowMs }))
    void this.#write(board, edit, undefined).catch(() => undefined)
  }

  #write(board: string, edit: (access: BoardAccess) => BoardAccess, entry: string | undefined): Promise<BoardAccess> {
    return this.#inTurn(board, async (access) => {
      const changed = edit(access)
      await this.#parts.storage.setAccess(board, writeAccess(changed), entry)
      return changed
    })
  }

  /** One change of a board after the other; each is remembered when it is on disk. */
  #inTurn(board: string, change: (access: BoardAccess) => Promise<BoardAccess>): Promise<BoardAccess> {
    const before = this.#writing.get(board) ?? Promise.resolve()
    const writing = before.then(async () => this.#remember(board, await change(await this.of(board))))
    const settled = writing.then(nothing, nothing)
    this.#writing.set(board, settled)
    void settled.finally(() => {
      if (this.#writing.get(board) === settled) this.#writing.delete(board)
    })
    return writing
  }

  /** A line of the audit trail. */
  #line(who: string, deed: Deed): string {
    return writeEntry({ at: this.#now(), who, deed })
  }

  #tell(board: string): void {
    for (const listener of this.#listeners) listener(board)
  }

  #remember(board: string, access: BoardAccess): BoardAccess {
    this.#known.delete(board)
    this.#known.set(board, access)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) break
      this.#known.delete(oldest)
    }
    return access
  }

  #signer(): Promise<Tokens> {
    return (this.#tokens ??= this.#parts.storage.secret(KEY_NAME).then(
      (key) => new Tokens(key),
      (error: unknown) => {
        this.#tokens = undefined
        throw error
      },
    ))
  }
}

const nothing = (): void => {}

const signPictureKey = (tokens: Tokens, board: string, claim: Claim): string =>
  tokens.sign({ board, purpose: 'picture', role: 'view', claim: pictureClaim(claim), expiresAt: null, picture: null })
