import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { crc32c } from './crc32c.ts'
import { ServerLock, openDatabase, toStorageError } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'
import { SCHEMA_VERSION, prepareSchema, schemaVersion } from './sqlite-schema.ts'
import { StorageError } from './storage.ts'

/** What a backup holds. */
export interface BackupReport {
  readonly boards: number
  readonly updates: number
  /** Pictures of boards. */
  readonly files: number
  readonly bytes: number
}

/** What a restore put in place, and where what was there is now. */
export interface RestoreReport extends BackupReport {
  readonly aside: readonly string[]
}

/** What SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal']

/**
 * Copies the boards as they are at one moment, also while a server runs: everything that was acknowledged before is in it. The copy
 * gets its name only when it is on disk and was read back; a file of that name is replaced.
 * @throws {StorageError}
 */
export function backup(database: string, file: string): BackupReport {
  if (!existsSync(database)) throw new StorageError('io', `there are no boards in ${dirname(database)}`)
  mkdirSync(dirname(resolve(file)), { recursive: true })
  const unfinished = `${file}.unfinished`
  removeDatabase(unfinished)
  try {
    copyDatabase(database, unfinished)
    withoutSecrets(unfinished)
    const report = verify(unfinished)
    sync(unfinished)
    renameSync(unfinished, file)
    sync(dirname(resolve(file)))
    return report
  } catch (error) {
    removeDatabase(unfinished)
    throw toStorageError(error)
  }
}

/**
 * Puts the boards of a backup in the place of those that are there, which are kept aside. Every board gets a new epoch, so that nobody takes
 * what a browser or a proxy remembers for what is restored.
 * @throws {StorageError} when a server runs, or the backup is not whole: nothing was changed
 */
export function restore(file: string, database: string, now = new Date()): RestoreReport {
  if (!existsSync(file)) throw new StorageError('io', `there is no file ${file}`)
  mkdirSync(dirname(database), { recursive: true })
  const lock = new ServerLock(`${database}.lock`, 0)
  const incoming = `${database}.restoring`
  try {
    removeDatabase(incoming)
    copyFileSync(file, incoming)
    renewEpochs(incoming)
    const report = verify(incoming)
    sync(incoming)
    const aside = setAside(database, now)
    renameSync(incoming, database)
    sync(dirname(database))
    return { ...report, aside }
  } catch (error) {
    throw toStorageError(error)
  } finally {
    removeDatabase(incoming)
    lock.release()
  }
}

/** Reads every record of a database back. @throws {StorageError} `damaged` */
function verify(file: string): BackupReport {
  const database = openDatabase(file)
  try {
    if (schemaVersion(database) !== SCHEMA_VERSION)
      throw new StorageError('damaged', `${file} is no backup of this version`)
    const [{ integrity_check }] = database.prepare('PRAGMA integrity_check(1)').all() as [
      { readonly integrity_check: string },
    ]
    if (integrity_check !== 'ok') throw new StorageError('damaged', `${file} is damaged: ${integrity_check}`)
    checkRecords(database, 'log WHERE quarantine IS NULL')
    checkRecords(database, "parts WHERE snapshot IN (SELECT id FROM snapshots WHERE state = 'live')")
    checkRecords(database, "version_parts WHERE version IN (SELECT id FROM versions WHERE state = 'live')")
    checkRecords(database, "file_parts WHERE file IN (SELECT id FROM files WHERE state = 'live')")
    return {
      boards: count(database, 'boards'),
      updates: count(database, 'log'),
      files: countFiles(database),
      bytes: sizeOf(database),
    }
  } finally {
    database.close()
  }
}

/** VACUUM INTO reads one moment and writes a file of its own, without waiting for or holding up whoever writes. */
function copyDatabase(from: string, to: string): void {
  const database = openDatabase(from)
  try {
    database.exec('PRAGMA busy_timeout = 10000')
    database.prepare('VACUUM INTO ?').run(to)
  } finally {
    database.close()
  }
}

/** What is signed with a server's key opens its boards: a copy that gets lost must not hold it. A server makes another. Nobody is logged in to a copy either. */
function withoutSecrets(file: string): void {
  const database = openDatabase(file)
  try {
    database.exec('PRAGMA secure_delete = ON')
    for (const table of ['secrets', 'logins'])
      if (database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined)
        database.exec(`DELETE FROM ${table}`)
  } finally {
    database.close()
  }
}

function checkRecords(database: Database, records: string): void {
  for (const { crc, bytes } of database.prepare(`SELECT crc, bytes FROM ${records}`).iterate() as Iterable<{
    readonly crc: number
    readonly bytes: Uint8Array
  }>) {
    if (crc32c(bytes) !== crc) throw new StorageError('damaged', 'a record is not what was written')
  }
}

/** @throws {StorageError} when these are no boards */
function renewEpochs(file: string): void {
  const database = openDatabase(file)
  try {
    if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'boards'").get() === undefined)
      throw new StorageError('damaged', 'there are no boards in it')
    prepareSchema(database)
    database.exec('UPDATE boards SET epoch = lower(hex(randomblob(6)))')
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

/** What is there gets another name; its own is taken over by the restored boards in one step, so that it never stands for nothing. */
function setAside(database: string, now: Date): string[] {
  if (!existsSync(database)) return []
  fold(database)
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-')
  const aside = (suffix: string): string => join(dirname(database), `before-restore-${stamp}.sqlite${suffix}`)
  linkSync(database, aside(''))
  // Only where it could not be folded; it must not be taken for the restored boards' own.
  for (const suffix of COMPANIONS)
    if (existsSync(`${database}${suffix}`)) renameSync(`${database}${suffix}`, aside(suffix))
  return [aside('')]
}

/** One file instead of three, if it can be read. */
function fold(database: string): void {
  try {
    const open = openDatabase(database)
    try {
      open.exec('PRAGMA journal_mode = DELETE')
    } finally {
      open.close()
    }
  } catch {
    // Damaged, perhaps why somebody restores: kept as it is.
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(`${file}${suffix}`, { force: true })
}

/** Contents, and with a folder its names, on disk. */
function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function count(database: Database, table: string): number {
  return (database.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { readonly count: number }).count
}

const countFiles = (database: Database): number => count(database, "files WHERE state = 'live'")

function sizeOf(database: Database): number {
  const { page_count } = database.prepare('PRAGMA page_count').get() as { readonly page_count: number }
  const { page_size } = database.prepare('PRAGMA page_size').get() as { readonly page_size: number }
  return page_count * page_size
}
