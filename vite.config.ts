import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { embedScripts } from './scripts/embed-plugin.mjs'
import { shippedFonts } from './scripts/fonts-plugin.mjs'
import { viewChunk } from './scripts/view-chunk.mjs'

const page = (name: string) => fileURLToPath(new URL(`./web/${name}.html`, import.meta.url))

const view = viewChunk('view', { frame: page('embed'), board: page('board'), start: page('index') })

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
    ],
  },
  plugins: [shippedFonts(), embedScripts(), view.plugin],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // The content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    sourcemap: true,
    target: 'es2023',
    rolldownOptions: {
      input: { index: page('index'), board: page('board'), embed: page('embed') },
      output: { codeSplitting: { groups: [view.group], includeDependenciesRecursively: false } },
    },
  },
  worker: { format: 'es' },
})
