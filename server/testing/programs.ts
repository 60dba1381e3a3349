import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** A program that judges our files independently, from a package of Debian's. */
export interface Program {
  readonly name: string
  /** A test that is skipped, and says so, where the program is not installed; `.ci/run` installs them all. */
  readonly it: typeof it.skip
  /** Runs it on a file with these bytes; its output, both streams. Throws when it isn't content. */
  run(bytes: Uint8Array, before?: readonly string[], after?: readonly string[]): string
}

export function program(name: string): Program {
  const isThere = spawnSync(name, ['--version']).error === undefined
  return {
    name,
    it: it.skipIf(!isThere),
    run(bytes, before = [], after = []) {
      const file = join(temporaryFolder(), 'file')
      writeFileSync(file, bytes)
      return execFileSync(name, [...before, file, ...after], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    },
  }
}
