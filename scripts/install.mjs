import { spawnSync } from 'node:child_process'
import { existsSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

const LOCK = join(ROOT, 'package-lock.json')
/** npm leaves this behind when an install is complete. */
const DONE = join(ROOT, 'node_modules', '.package-lock.json')

const MINIMUM = [20, 19]

/** Ends the process with one clear line when Node is too old to run Drawbridge. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return
  console.error(`Drawbridge needs Node ${MINIMUM.join('.')} or newer; this is ${process.version}.`)
  process.exit(1)
}

/** Is this a package that npm has installed, with all that it runs on? A lock file is never packed. */
export const isPackage = () => !existsSync(LOCK)

const npm = (args) =>
  spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status === 0

/** Installs the packages when there are none yet, or when the lock file is newer than they are. */
export function ensureInstalled(onInstall = () => {}) {
  if (existsSync(DONE) && statSync(DONE).mtimeMs >= statSync(LOCK).mtimeMs) return
  onInstall()
  if (!npm(['ci']) && !npm(['install'])) {
    console.error('The packages could not be installed. Is the npm registry within reach?')
    process.exit(1)
  }
  utimesSync(DONE, new Date(), new Date())
}
