// `npm start`: on a fresh clone with only Node and npm, installs what is missing, builds what changed, and serves.
import { ensureInstalled, requireNode } from './install.mjs'

const say = (line) => console.log(`drawbridge: ${line}`)

requireNode()
ensureInstalled(() => say('installing packages, about half a minute, only this once'))
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt({ onBuild: (part) => say(`building the ${part}`) })
process.env.NODE_ENV ??= 'production'
await import('../dist/server/main.mjs')
