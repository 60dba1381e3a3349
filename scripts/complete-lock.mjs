// Run after every change of the lock file (`npm run lock` does both). A registry that carries only some platforms'
// binaries leaves the others out of the lock, and then `npm ci` fails: "Missing: X from lock file". This adds what
// the packages' own optionalDependencies name, with the platform that their names tell; npm checks the rest.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

const OS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix']
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

const partOf = (name, list) => list.find((word) => new RegExp(`[-_/]${word}([-_.]|$)`).test(name))

function entryFor(name, version, dev) {
  const os = partOf(name, OS)
  const cpu = partOf(name, CPU)
  const libc = /musl/.test(name) ? 'musl' : /-gnu/.test(name) ? 'glibc' : undefined
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(os && { os: [os] }),
  }
}

const path = join(ROOT, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const added = []
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`
    const top = `node_modules/${name}`
    if (lock.packages[nested] || lock.packages[top] || !/^\d/.test(version)) continue
    lock.packages[top] = entryFor(name, version, entry.dev)
    added.push(`${name}@${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(
  added.length > 0 ? `added ${added.length} platform packages:\n${added.join('\n')}` : 'the lock file is complete',
)
