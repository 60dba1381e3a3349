import { join, resolve } from 'node:path'
import { ConfigError, readConfig } from './config.ts'
import { backup, restore } from './storage/backup.ts'
import type { BackupReport } from './storage/backup.ts'
import { StorageError } from './storage/storage.ts'

const VERBS = { backup: runBackup, restore: runRestore }

const said = ({ boards, updates, files, bytes }: BackupReport): string =>
  `${boards} boards, ${updates} updates of their history, ${files} pictures, ${(bytes / 1024 / 1024).toFixed(1)} MiB`

function runBackup(file: string, database: string): void {
  console.log(`Drawbridge: backed up to ${file} and read back: ${said(backup(database, file))}`)
}

function runRestore(file: string, database: string): void {
  const { aside, ...report } = restore(file, database)
  console.log(`Drawbridge: restored ${file}: ${said(report)}`)
  for (const path of aside) console.log(`Drawbridge: what was there is kept as ${path}`)
}

/** `backup <file>` or `restore <file>`, in the folder that the settings name. */
function main([verb, file]: readonly string[]): void {
  const run = VERBS[verb as keyof typeof VERBS] as (typeof VERBS)['backup'] | undefined
  if (run === undefined || file === undefined || file === '') {
    console.error('npm run backup -- <file>, or npm run restore -- <file>')
    process.exitCode = 2
    return
  }
  try {
    run(resolve(file), join(resolve(readConfig().dataDir), 'drawbridge.sqlite'))
  } catch (error) {
    if (!(error instanceof StorageError || error instanceof ConfigError)) throw error
    console.error(`Drawbridge: no ${verb}: ${error.message}`)
    process.exitCode = 1
  }
}

main(process.argv.slice(2))
