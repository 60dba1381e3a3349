import { MemoryStorage } from '../storage/memory.ts'
import { StorageError } from '../storage/storage.ts'
import type { Append, BoardInfo, BoardState, BoardStorage, Repair, StoredBoard } from '../storage/storage.ts'

type Verb = 'create' | 'append' | 'load' | 'state' | 'compact' | 'probe'

/** Storage in memory whose disk is slow or broken when a test says so. */
export class HeldStorage implements BoardStorage {
  readonly #inner = new MemoryStorage()
  readonly files = this.#inner.files
  readonly past = this.#inner.past
  readonly trash = this.#inner.trash
  readonly logins = this.#inner.logins
  readonly homes = this.#inner.homes
  readonly #holds = new Map<Verb, { readonly opened: Promise<void>; readonly open: () => void }>()
  readonly #failing = new Set<Verb>()
  readonly #arrivals = new Map<Verb, (() => void)[]>()
  /** Calls so far, finished or not. */
  readonly calls: Record<Verb, number> = { create: 0, append: 0, load: 0, state: 0, compact: 0, probe: 0 }

  /** Calls of this verb wait from now on. */
  hold(verb: Verb): void {
    let open = (): void => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    this.#holds.set(verb, { opened, open })
  }

  /** Lets waiting calls go on, and those to come. */
  release(verb: Verb): void {
    this.#holds.get(verb)?.open()
    this.#holds.delete(verb)
  }

  /** Calls of this verb fail until {@link mend}. */
  break(verb: Verb): void {
    this.#failing.add(verb)
  }

  mend(verb: Verb): void {
    this.#failing.delete(verb)
  }

  /** Resolves when a call of this verb arrives. */
  arrival(verb: Verb): Promise<void> {
    return new Promise((resolve) => {
      this.#arrivals.set(verb, [...(this.#arrivals.get(verb) ?? []), resolve])
    })
  }

  async create(board: string): Promise<BoardInfo> {
    await this.#enter('create')
    return this.#inner.create(board)
  }

  find(board: string): Promise<BoardInfo | undefined> {
    return this.#inner.find(board)
  }

  async load(board: string): Promise<StoredBoard | undefined> {
    await this.#enter('load')
    return this.#inner.load(board)
  }

  async append(batch: readonly Append[]): Promise<ReadonlyMap<string, number>> {
    await this.#enter('append')
    return this.#inner.append(batch)
  }

  async state(board: string): Promise<BoardState | undefined> {
    await this.#enter('state')
    return this.#inner.state(board)
  }

  async compact(board: string): Promise<boolean> {
    await this.#enter('compact')
    return this.#inner.compact(board)
  }

  repair(board: string): Promise<Repair> {
    return this.#inner.repair(board)
  }

  acknowledge(board: string, lost: number): Promise<void> {
    return this.#inner.acknowledge(board, lost)
  }

  entitle(board: string, title: string): Promise<void> {
    return this.#inner.entitle(board, title)
  }

  access(board: string): Promise<string | undefined> {
    return this.#inner.access(board)
  }

  setAccess(board: string, access: string, audit: string | undefined): Promise<void> {
    return this.#inner.setAccess(board, access, audit)
  }

  audit(board: string): Promise<string[]> {
    return this.#inner.audit(board)
  }

  secret(name: string): Promise<Uint8Array> {
    return this.#inner.secret(name)
  }

  prune(): Promise<void> {
    return this.#inner.prune()
  }

  /** As well as an append would. */
  async probe(): Promise<void> {
    await this.#enter('probe')
    await this.#holds.get('append')?.opened
    if (this.#failing.has('append')) throw new StorageError('io', 'no probe at the moment')
    return this.#inner.probe()
  }

  async close(): Promise<void> {
    // Held calls stay held: closing a server must not depend on its disk.
  }

  async #enter(verb: Verb): Promise<void> {
    this.calls[verb]++
    for (const arrived of this.#arrivals.get(verb)?.splice(0) ?? []) arrived()
    await this.#holds.get(verb)?.opened
    if (this.#failing.has(verb)) throw new StorageError('io', `no ${verb} at the moment`)
  }
}
