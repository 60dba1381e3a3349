import type {
  Arrangement,
  Folder,
  Holder,
  Holding,
  HomePage,
  HomeQuery,
  HomeStorage,
  NamedAccount,
  ShownFolder,
  Way,
} from './homes.ts'
import type { HomeRead, HomeWrite } from './sqlite-homes.ts'

/** The threads of the store, as far as homes need them. */
export interface HomeThreads {
  readonly write: (write: HomeWrite) => Promise<unknown>
  readonly read: (read: HomeRead) => Promise<unknown>
}

/** Which boards accounts have, in the boards' own SQLite file. */
export class SqliteHomes implements HomeStorage {
  readonly #threads: HomeThreads

  constructor(threads: HomeThreads) {
    this.#threads = threads
  }

  async of(account: string, board: string): Promise<Holding | undefined> {
    return (await this.#threads.read({ verb: 'of', account, board })) as Holding | undefined
  }

  async hold({ id, name }: NamedAccount, board: string, way: Way | undefined, atMs: number): Promise<void> {
    await this.#threads.write({ verb: 'hold', account: id, name, board, way, atMs })
  }

  async holders(board: string, limit: number): Promise<readonly Holder[]> {
    return (await this.#threads.read({ verb: 'holders', board, limit })) as readonly Holder[]
  }

  async arrange(account: string, board: string, change: Arrangement): Promise<boolean> {
    return (await this.#threads.write({ verb: 'arrange', account, board, change })) as boolean
  }

  async drop(account: string, board: string): Promise<boolean> {
    return (await this.#threads.write({ verb: 'drop', account, board })) as boolean
  }

  async list(account: string, query: HomeQuery): Promise<HomePage> {
    return (await this.#threads.read({ verb: 'list', account, query })) as HomePage
  }

  async folders(account: string): Promise<readonly ShownFolder[]> {
    return (await this.#threads.read({ verb: 'folders', account })) as readonly ShownFolder[]
  }

  async putFolder(account: string, folder: Folder): Promise<boolean> {
    return (await this.#threads.write({ verb: 'put-folder', account, folder })) as boolean
  }

  async removeFolder(account: string, folder: string): Promise<boolean> {
    return (await this.#threads.write({ verb: 'remove-folder', account, folder })) as boolean
  }
}
