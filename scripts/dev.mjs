// `npm run dev`: one port. Pages reload as they are edited; the server is rebuilt and restarted when its code changes.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, requireNode } from './install.mjs'
import { ROOT } from './root.mjs'

requireNode()
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
const { examples } = await import('./examples-plugin.mjs')
const { build, createServer } = await import('vite')
await ensureBuilt({ parts: ['fonts'] })

const port = Number(process.env.PORT ?? 3000)
/** The relay listens beside the page server, which passes its paths on. */
const relayPort = port + 1

/** @returns {import('vite').Plugin} */
const pagesOf = () => ({
  name: 'drawbridge:pages',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      const { pathname: path, searchParams } = new URL(request.url, 'http://localhost')
      if (/^\/b\/[^./]+$/.test(path)) request.url = '/board.html'
      if (path === '/examples' || path === '/examples/') request.url = '/examples/index.html'
      if (request.url.startsWith('/examples/')) request.url = `/@fs${join(ROOT, 'docs')}${request.url}`
      if (path === '/embed' || (path === '/' && searchParams.get('proto') === 'json')) request.url = '/held.html'
      if (/^\/embed\/[^./]+$/.test(path)) request.url = '/embed.html'
      next()
    })
  },
})

let relay = null
function restartRelay() {
  relay?.kill('SIGTERM')
  const env = { ...process.env, PORT: String(relayPort), HOST: '127.0.0.1' }
  relay = spawn(process.execPath, ['--enable-source-maps', join(ROOT, 'dist/server/main.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
}

const watcher = await build({
  root: ROOT,
  configFile: join(ROOT, 'vite.server.config.ts'),
  logLevel: 'warn',
  build: { watch: {}, emptyOutDir: false },
})
watcher.on('event', ({ code }) => code === 'END' && restartRelay())

// With the page server's own host, so that links and the origin check see one site.
const relayed = { target: `http://127.0.0.1:${relayPort}`, changeOrigin: false }
// The build above left `production` behind, in which pages would keep themselves for a day without network.
process.env.NODE_ENV = 'development'
const pages = await createServer({
  root: join(ROOT, 'web'),
  configFile: join(ROOT, 'vite.config.ts'),
  plugins: [pagesOf(), examples()],
  server: {
    port,
    strictPort: true,
    host: process.env.HOST ?? 'localhost',
    proxy: {
      '/api': relayed,
      '/healthz': relayed,
      '^/b/.+\\.(png|webp|svg|pdf)': relayed,
      '/oembed': relayed,
      '/sync': { ...relayed, ws: true },
    },
  },
})
await pages.listen()
pages.printUrls()

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    relay?.kill('SIGTERM')
    process.exit(0)
  })
