import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { embedScripts } from './scripts/embed-plugin.mjs'
import { lessOfFabric } from './scripts/fabric-plugin.mjs'
import { shippedFonts } from './scripts/fonts-plugin.mjs'
import { iconsFromTheirFiles } from './scripts/icons-plugin.mjs'
import { pageChunks } from './scripts/page-chunks.mjs'

const page = (name: string) => fileURLToPath(new URL(`./web/${name}.html`, import.meta.url))

const code = (...names: readonly string[]) =>
  names.map((name) => fileURLToPath(new URL(`./web/src/${name}`, import.meta.url)))

/** What a board's page fetches besides what it shows. */
const around = code('open-page.tsx', 'page-layers.ts', 'start/local-memory.ts', 'start/remembered-view.ts')

const chunks = pageChunks(
  {
    start: [page('index')],
    board: [page('board')],
    look: [...code('show-viewer.tsx'), ...around],
    edit: [...code('show-board.tsx'), ...around],
    frame: [page('embed')],
    frameLook: code('embed/shared-board.ts', 'embed/live-part.ts', 'embed/frame-chrome.tsx', 'embed/looking-words.ts'),
    frameEdit: code('embed/start-editing.tsx'),
  },
  { look: 'board', edit: 'board', frameLook: 'frame', frameEdit: 'frame' },
)

/** The three pages: start, board, embed. `scripts/dev.mjs` adds the development server's own settings. */
export default defineConfig({
  root: 'web',
  publicDir: 'public',
  resolve: {
    // Plain 'fabric' can't be tree-shaken; its ES build can, and halves the bundle.
    alias: [
      { find: /^fabric$/, replacement: 'fabric/es' },
      {
        find: /^lib0\/logging$/,
        replacement: fileURLToPath(new URL('./web/src/sync/quiet-logging.ts', import.meta.url)),
      },
      {
        find: /^lib0\/broadcastchannel$/,
        replacement: fileURLToPath(new URL('./web/src/sync/no-broadcasts.ts', import.meta.url)),
      },
    ],
  },
  plugins: [lessOfFabric(), iconsFromTheirFiles(), shippedFonts(), embedScripts(), chunks.plugin],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // The content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    // Every browser of the target preloads modules by itself.
    modulePreload: { polyfill: false },
    sourcemap: true,
    target: 'es2023',
    rolldownOptions: {
      input: { index: page('index'), board: page('board'), embed: page('embed') },
      output: { codeSplitting: { groups: [chunks.group], includeDependenciesRecursively: false } },
    },
  },
  worker: { format: 'es' },
})
