import { fileURLToPath } from 'node:url'
import { runAsProduction } from '../config.ts'

/** The built command lies in `dist/server`. */
const FONTS = fileURLToPath(new URL('../fonts/', import.meta.url))

runAsProduction()
// Only now, as it brings Yjs with it.
const { run } = await import('./command.ts')
process.exitCode = await run(process.argv.slice(2), FONTS)
