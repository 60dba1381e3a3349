// `npm run check`: types, lint, format, unused code. All of it runs, so that one run shows everything that is wrong.
import { ensureInstalled, requireNode } from './install.mjs'
import { bin, runNode } from './run.mjs'

/** @type {[name: string, script: string, args: string[]][]} */
const CHECKS = [
  ['types of the model', bin('typescript/bin/tsc'), ['-p', 'web/board']],
  ['types of the web', bin('typescript/bin/tsc'), ['-p', 'web']],
  ['types of the server', bin('typescript/bin/tsc'), ['-p', 'server']],
  ['lint', bin('oxlint/bin/oxlint'), ['--type-aware', '--deny-warnings', 'web', 'server', 'docs', 'scripts']],
  ['format', bin('prettier/bin/prettier.cjs'), ['--check', '--log-level', 'warn', '.']],
  ['unused code', bin('knip/bin/knip.js'), ['--no-progress']],
]

requireNode()
ensureInstalled()
const failed = []
for (const [name, script, args] of CHECKS) {
  const ok = (await runNode(script, args)) === 0
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`)
  if (!ok) failed.push(name)
}
if (failed.length > 0) process.exit(1)
