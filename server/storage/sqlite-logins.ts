import type { KeptLogin } from './logins.ts'
import { transaction } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'

/** What changes at once. */
export interface LoginWrite {
  readonly added: readonly KeptLogin[]
  readonly removed: readonly string[]
}

/** The table of logins, for the thread that writes. */
export class LoginTable {
  readonly #database: Database
  readonly #statements

  constructor(database: Database) {
    this.#database = database
    this.#statements = {
      all: database.prepare('SELECT id, until, value FROM logins ORDER BY row'),
      add: database.prepare('INSERT INTO logins (id, until, value) VALUES (?, ?, ?)'),
      remove: database.prepare('DELETE FROM logins WHERE id = ?'),
    }
  }

  all(): readonly KeptLogin[] {
    return this.#statements.all.all() as KeptLogin[]
  }

  change({ added, removed }: LoginWrite): void {
    transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      for (const id of removed) this.#statements.remove.run(id)
      for (const { id, until, value } of added) this.#statements.add.run(id, until, value)
    })
  }
}
