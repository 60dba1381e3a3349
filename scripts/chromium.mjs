import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const FLAGS = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The npm package unpacks its own browser and libraries, so that a machine with Node alone can run the tests. */
async function bundledChromium() {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  const executablePath = await chromium.executablePath()
  const libraries = readdirSync(tmpdir())
    .map((name) => join(tmpdir(), name, 'lib'))
    .filter((path) => existsSync(join(path, 'libnss3.so')))
  return { executablePath, env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':') } }
}

/**
 * Launch options of the Chromium that tests and screenshots use:
 * `CHROMIUM_PATH`, then the system's, then playwright's own, then the one from npm.
 * @returns {Promise<import('playwright').LaunchOptions>}
 */
export async function chromiumLaunchOptions() {
  const args = process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS
  const chosen = process.env.CHROMIUM_PATH ?? SYSTEM.find(runnable)
  if (chosen) return { executablePath: chosen, args }
  const { chromium } = await import('playwright')
  if (existsSync(chromium.executablePath())) return { args }
  return { ...(await bundledChromium()), args }
}
