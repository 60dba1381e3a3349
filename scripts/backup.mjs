// `npm run backup -- <file>` and `npm run restore -- <file>`: the boards of DATA_DIR, with or without a server running on them.
import { ensureInstalled, requireNode } from './install.mjs'

requireNode()
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt({ parts: ['server'] })
await import('../dist/server/backup.mjs')
