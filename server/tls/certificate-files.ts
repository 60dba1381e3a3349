import { readFileSync, watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { dirname } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { Logger } from 'pino'
import { SERVER_LIMITS } from '../limits.ts'

/** Paths of PEM files: the certificate with those that vouch for it behind, and its key. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

/** What the two files hold. */
export interface KeyPair {
  readonly cert: string
  readonly key: string
}

/** @throws when a file can't be read, holds no such thing, or the key is another certificate's */
export function readKeyPair({ cert, key }: TlsFiles): KeyPair {
  const pair = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  createSecureContext(pair)
  return pair
}

interface FilesParts {
  readonly files: TlsFiles
  readonly log: Logger
  /** New connections are made with this from now on; those that there are go on. */
  readonly onChange: (pair: KeyPair) => void
}

/**
 * Looks after the files of a certificate: when they change, or the process is sent SIGHUP, they are read anew. The two are hardly ever
 * replaced in one moment: as long as they don't fit together what was good stays, and is told to the log.
 */
export class CertificateFiles {
  readonly #parts: FilesParts
  readonly #watchers: readonly FSWatcher[]
  #held: KeyPair
  #soon: NodeJS.Timeout | undefined

  /** @param held what the files held when the server was made */
  constructor(held: KeyPair, parts: FilesParts) {
    this.#held = held
    this.#parts = parts
    // Folders, not files: whoever renews certificates puts new files, or links to them, in the place of the old ones.
    const folders = new Set(Object.values(parts.files).map((path: string) => dirname(path)))
    this.#watchers = [...folders].flatMap((folder) => this.#watch(folder))
    process.on('SIGHUP', this.reload)
  }

  /** Reads the files now. */
  readonly reload = (): void => {
    clearTimeout(this.#soon)
    this.#soon = undefined
    const { files, log, onChange } = this.#parts
    try {
      const pair = readKeyPair(files)
      if (pair.cert === this.#held.cert && pair.key === this.#held.key) return
      onChange(pair)
      this.#held = pair
      log.info('the certificate was read anew')
    } catch (error) {
      log.warn({ err: error }, 'the new certificate can not be used: the one before it stays')
    }
  }

  close(): void {
    clearTimeout(this.#soon)
    process.off('SIGHUP', this.reload)
    for (const watcher of this.#watchers) watcher.close()
  }

  /** None where the system has no more watches to give: there is SIGHUP. */
  #watch(folder: string): FSWatcher[] {
    const warn = (error: unknown): void =>
      this.#parts.log.warn({ err: error, folder }, 'the folder of the certificate is not watched')
    try {
      return [watch(folder, { persistent: false }, () => this.#readSoon()).on('error', warn)]
    } catch (error) {
      warn(error)
      return []
    }
  }

  #readSoon(): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(this.reload, SERVER_LIMITS.certificateSettleMs)
    this.#soon.unref()
  }
}
