#!/usr/bin/env node
// `npx drawbridge …`: boards as pictures and files. In a checkout it installs and builds what is missing; a package holds all of it.
import { ensureInstalled, isPackage, requireNode } from './install.mjs'

const say = (line) => console.error(`drawbridge: ${line}`)

requireNode()
if (!isPackage()) {
  ensureInstalled(() => say('installing packages, about half a minute, only this once'))
  const { ensureBuilt } = await import('./build.mjs')
  await ensureBuilt({ parts: ['server', 'fonts'], onBuild: (part) => say(`building the ${part}`) })
}
await import('../dist/server/drawbridge.mjs')
