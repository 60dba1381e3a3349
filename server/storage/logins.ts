/** A browser that is logged in, as it is kept: whoever asks with the secret that `id` is the hash of. */
export interface KeptLogin {
  readonly id: string
  /** When it ends by itself, milliseconds since 1970. */
  readonly until: number
  /** Who that is; the storage doesn't look at it. */
  readonly value: string
}

/** Which browsers are logged in. */
export interface LoginStorage {
  /** In the order in which they were added. */
  all(): Promise<readonly KeptLogin[]>
  /** Both at once, or neither. One that isn't there is removed already. */
  change(added: readonly KeptLogin[], removed: readonly string[]): Promise<void>
}

/** Logins that last as long as the process. */
export class MemoryLogins implements LoginStorage {
  readonly #kept = new Map<string, KeptLogin>()

  async all(): Promise<readonly KeptLogin[]> {
    return [...this.#kept.values()]
  }

  async change(added: readonly KeptLogin[], removed: readonly string[]): Promise<void> {
    for (const id of removed) this.#kept.delete(id)
    for (const login of added) this.#kept.set(login.id, login)
  }
}
