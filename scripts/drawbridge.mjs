#!/usr/bin/env node
// `npx drawbridge …` in a checkout: boards as pictures and files. Installs and builds what is missing.
import { ensureInstalled, requireNode } from './install.mjs'

const say = (line) => console.error(`drawbridge: ${line}`)

requireNode()
ensureInstalled(() => say('installing packages, about half a minute, only this once'))
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt({ parts: ['server', 'fonts'], onBuild: (part) => say(`building the ${part}`) })
await import('../dist/server/drawbridge.mjs')
