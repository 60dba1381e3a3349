import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from './root.mjs'

/** What is built, from which sources. Each has a stamp (a hash of its sources), so that an unchanged part is never built again. */
const PARTS = {
  server: {
    sources: ['server', 'web/board', 'vite.server.config.ts', 'package-lock.json'],
    configs: ['vite.server.config.ts'],
  },
  lab: {
    sources: ['server', 'web/board', 'vite.server.config.ts', 'vite.lab.config.ts', 'package-lock.json'],
    configs: ['vite.lab.config.ts'],
  },
  web: {
    sources: [
      'web',
      'vite.config.ts',
      'vite.held.config.ts',
      'scripts/fonts-plugin.mjs',
      'scripts/embed-plugin.mjs',
      'scripts/fabric-plugin.mjs',
      'scripts/icons-plugin.mjs',
      'scripts/page-chunks.mjs',
      'package-lock.json',
    ],
    configs: ['vite.config.ts', 'vite.held.config.ts'],
  },
  fonts: { sources: ['scripts/server-fonts.mjs', 'package-lock.json'], configs: [] },
}

/** What `npm start` needs. */
const SERVED = ['server', 'web', 'fonts']

function* filesOf(path) {
  const full = join(ROOT, path)
  if (!existsSync(full)) return
  const entries = readdirSync(full, { withFileTypes: true, recursive: true })
  for (const entry of entries) if (entry.isFile()) yield join(entry.parentPath, entry.name)
}

const isFile = (path) => /\.[a-z]+$/.test(path)
const isTest = (path) => /\.(test|contract|bench)\.tsx?$|\/(e2e|bench)\//.test(path)
const isLab = (path) => path.startsWith(join(ROOT, 'server', 'lab'))

function hashOf(part) {
  const { sources } = PARTS[part]
  const isSource = (path) => !isTest(path) && (part === 'lab' || !isLab(path))
  const hash = createHash('sha256')
  for (const source of sources) {
    const files = isFile(source) ? [join(ROOT, source)] : [...filesOf(source)].filter(isSource).sort()
    for (const file of files) if (existsSync(file)) hash.update(file.slice(ROOT.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

const stampOf = (part) => join(ROOT, 'dist', `.${part}.stamp`)

async function build(part) {
  if (part === 'fonts') {
    const { copyServerFonts } = await import('./server-fonts.mjs')
    copyServerFonts(join(ROOT, 'dist', 'fonts'))
    return
  }
  const { NODE_ENV } = process.env
  // A test runner says otherwise, but what is tested is what is served.
  process.env.NODE_ENV = 'production'
  const vite = await import('vite')
  for (const config of PARTS[part].configs)
    await vite.build({
      root: part === 'web' ? join(ROOT, 'web') : ROOT,
      configFile: join(ROOT, config),
      logLevel: 'warn',
    })
  if (NODE_ENV === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = NODE_ENV
}

/**
 * Builds the parts whose sources changed since they were last built.
 * @param {{ parts?: string[], onBuild?: (part: string) => void }} [options]
 */
export async function ensureBuilt({ parts = SERVED, onBuild = () => {} } = {}) {
  for (const part of parts) {
    const hash = hashOf(part)
    const stamp = stampOf(part)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue
    onBuild(part)
    await build(part)
    mkdirSync(join(ROOT, 'dist'), { recursive: true })
    writeFileSync(stamp, hash)
  }
}

// `npm run build`: all that is served, and nothing started.
if (process.argv[1] === fileURLToPath(import.meta.url))
  await ensureBuilt({ onBuild: (part) => console.log(`drawbridge: building the ${part}`) })
