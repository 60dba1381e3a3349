import { createServer } from 'vite'
import { ROOT } from './root.mjs'

/** Lets a script import the project's TypeScript: `load` takes a path from the root, `close` ends it. */
export async function openLoader() {
  const vite = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
  })
  return { load: (path) => vite.ssrLoadModule(path), close: () => vite.close() }
}
