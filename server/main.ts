import { ConfigError, readConfig, runAsProduction } from './config.ts'
import type { RunningServer } from './server.ts'

/** The built server lies in `dist/server`. */
const DIST = new URL('../', import.meta.url)

async function start(): Promise<RunningServer> {
  try {
    const config = readConfig()
    runAsProduction()
    // Only now, as it brings Yjs with it.
    const { startServer } = await import('./server.ts')
    const server = await startServer({ ...config, dist: DIST })
    console.log(`Drawbridge is ready: ${config.publicUrl ?? server.url}`)
    return server
  } catch (error) {
    const what = error instanceof ConfigError ? 'has a setting that it can not use' : 'could not start'
    console.error(`Drawbridge ${what}: ${error instanceof Error ? error.message : String(error)}`)
    // What it had started already, such as threads of the storage, would go on for ever.
    return process.exit(1)
  }
}

const server = await start()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void server.close().finally(() => process.exit(0))
  })
}
