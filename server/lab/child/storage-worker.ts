import { createRequire } from 'node:module'
import { getEnvironmentData } from 'node:worker_threads'
import type * as Sqlite from '@photostructure/sqlite'
import type { StatementSyncInstance } from '@photostructure/sqlite'
import { Armed } from './failpoint.ts'

/**
 * The storage's own thread, as it is, in which the process can be made to die between any two things that are done to the
 * file: it gets an SQLite that is watched, and knows nothing of it.
 */
const armed = new Armed(getEnvironmentData('armed') as unknown as SharedArrayBuffer)

function watchSqlite(sqlite: typeof Sqlite): typeof Sqlite {
  class WatchedDatabase extends sqlite.DatabaseSync {
    override exec(sql: string): void {
      armed.step()
      if (sql === 'COMMIT') armed.reach('commit-asked')
      super.exec(sql)
      if (sql === 'COMMIT') armed.reach('commit-done')
    }

    override prepare(sql: string): StatementSyncInstance {
      return watchStatement(super.prepare(sql))
    }
  }
  return { ...sqlite, DatabaseSync: WatchedDatabase }
}

const watchStatement = (statement: StatementSyncInstance): StatementSyncInstance =>
  new Proxy(statement, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]): unknown => {
        armed.step()
        return (value as (...args: unknown[]) => unknown).apply(target, args)
      }
    },
  })

const getBuiltinModule = process.getBuiltinModule.bind(process)
const own = getBuiltinModule('node:sqlite') as typeof Sqlite | undefined
const watched = watchSqlite(own ?? (createRequire(import.meta.url)('@photostructure/sqlite') as typeof Sqlite))
process.getBuiltinModule = (name: string) => (name === 'node:sqlite' ? watched : getBuiltinModule(name))
await import('../../storage/sqlite-worker.ts')
