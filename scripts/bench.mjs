// `npm run bench -- <name>`: runs {server,web}/bench/<name>.ts and prints its rows as a table and as JSON.
// A benchmark exports `run(options): Promise<Row[] | Record<string, Row[]>>`, one table or several by name; without a name, the
// benchmarks that there are get listed.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, requireNode } from './install.mjs'
import { ROOT } from './root.mjs'

const FOLDERS = ['web/board/bench', 'web/bench', 'server/bench']

requireNode()
ensureInstalled()
const [name, ...rest] = process.argv.slice(2)
const available = FOLDERS.flatMap((folder) =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(ROOT, folder, file))
    : [],
)
const file = available.find((path) => path.endsWith(`/${name}.ts`))
if (file === undefined) {
  console.log(
    `npm run bench -- <name>, where name is one of: ${available.map((path) => path.replace(/^.*\/|\.ts$/g, '')).join(', ')}`,
  )
  process.exit(name === undefined ? 0 : 2)
}

// Else Vite says development, in which Yjs freezes every value: slower, and an error for bytes.
process.env.NODE_ENV = 'production'
const { ensureBuilt } = await import('./build.mjs')
const { openLoader } = await import('./load-typescript.mjs')
await ensureBuilt()
const loader = await openLoader()
const { run } = await loader.load(file)
const result = await run(rest)
for (const [title, rows] of Object.entries(Array.isArray(result) ? { [name]: result } : result)) {
  console.log(title)
  console.table(rows)
}
console.log(JSON.stringify(result))
await loader.close()
process.exit(0)
