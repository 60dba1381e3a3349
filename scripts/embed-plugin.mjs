import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

const HOST = join(ROOT, 'web/src/embed/host')

/** By file name: a classic script, and a module. */
const SCRIPTS = {
  'embed.js': { entry: join(HOST, 'script.ts'), format: 'iife' },
  'embed.mjs': { entry: join(HOST, 'module.ts'), format: 'es' },
}

const DECLARED = `
export declare const mount: Mount

declare global {
  interface Window {
    readonly Drawbridge: { readonly mount: Mount }
  }
  interface HTMLElementTagNameMap {
    'drawbridge-board': DrawbridgeBoardElement
  }
}
`

/** Types for those who write pages around boards: the interface's own file, and what the scripts export. */
const types = () => readFileSync(join(ROOT, 'web/src/embed/api/embed-api.ts'), 'utf8') + DECLARED

/** Builds one of the scripts that other sites load, by itself: it must bring nothing of the app along. */
async function scriptOf(name) {
  const { build } = await import('vite')
  const { entry, format } = SCRIPTS[name]
  const [{ output }] = [
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        write: false,
        minify: true,
        target: 'es2022',
        lib: { entry, formats: [format], name: 'DrawbridgeEmbed', fileName: () => name },
      },
    }),
  ].flat()
  return output[0].code
}

/**
 * `/embed.js`, `/embed.mjs` and `/embed.d.ts` beside the pages, under names that stay as they are.
 * @returns {import('vite').Plugin}
 */
export const embedScripts = () => ({
  name: 'drawbridge:embed-scripts',
  async generateBundle() {
    for (const fileName of Object.keys(SCRIPTS))
      this.emitFile({ type: 'asset', fileName, source: await scriptOf(fileName) })
    this.emitFile({ type: 'asset', fileName: 'embed.d.ts', source: types() })
  },
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const name = new URL(request.url, 'http://localhost').pathname.slice(1)
      if (name in SCRIPTS) void serve(name, response)
      else next()
    })
  },
})

async function serve(name, response) {
  const code = await scriptOf(name)
  response.writeHead(200, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }).end(code)
}
