// `npm test`: on a fresh clone with only Node and npm, installs what is missing and runs everything, real browser included.
// Arguments go to vitest: `npm test -- --project board`.
import { ensureInstalled, requireNode } from './install.mjs'
import { bin, runNode } from './run.mjs'

requireNode()
ensureInstalled(() => console.log('drawbridge: installing packages, only this once'))
process.exit(await runNode(bin('vitest/vitest.mjs'), ['run', ...process.argv.slice(2)]))
