// `npm run lab -- <name> [numbers]`: breaks the server on purpose, as docs/reliability.md says, and holds it to its promises.
// A lab exports `run(args): Promise<LabReport>`; without a name, the ones there are get listed.
import { ensureInstalled, requireNode } from './install.mjs'

const LABS = {
  kill: 'kill [rounds] [seed]',
  faults: 'faults [faults] [seed]',
  storage: 'storage [rounds] [seed]',
  soak: 'soak [seconds] [seed]',
  fuzz: 'fuzz [cases] [seed] [frames]',
}

requireNode()
ensureInstalled()
const [name, ...args] = process.argv.slice(2)
if (!Object.hasOwn(LABS, name ?? '')) {
  console.log(`npm run lab -- <name>, where name is one of:\n  ${Object.values(LABS).join('\n  ')}`)
  process.exit(name === undefined ? 0 : 2)
}

// Else Vite says development, in which Yjs freezes every value: slower, and an error for bytes.
process.env.NODE_ENV = 'production'
const { ensureBuilt } = await import('./build.mjs')
const { openLoader } = await import('./load-typescript.mjs')
await ensureBuilt({ parts: ['server', 'lab', 'fonts'] })
const loader = await openLoader()
const { run } = await loader.load(`/server/lab/${name}.ts`)
const startedMs = performance.now()
const { lab, seed, figures, failures, leftOut = [] } = await run(args)
console.table([
  { lab, seed, ...figures, failures: failures.length, seconds: Math.round((performance.now() - startedMs) / 100) / 10 },
])
for (const failure of failures) console.log(failure)
for (const what of leftOut) console.log(`not tried here: ${what}`)
await loader.close()
process.exit(failures.length === 0 ? 0 : 1)
