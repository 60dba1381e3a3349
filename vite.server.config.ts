import { defineConfig } from 'vite'

const entry = (path: string) => new URL(path, import.meta.url).pathname

/** The server as plain Node modules; dependencies stay outside, so that they can be patched with `npm update`. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    sourcemap: true,
    target: 'node20',
    rolldownOptions: {
      input: {
        main: entry('./server/main.ts'),
        drawbridge: entry('./server/command/main.ts'),
        backup: entry('./server/backup.ts'),
        'sqlite-worker': entry('./server/storage/sqlite-worker.ts'),
        'examine-worker': entry('./server/files/examine-worker.ts'),
        'import-worker': entry('./server/import/import-worker.ts'),
        'past-worker': entry('./server/history/past-worker.ts'),
        'picture-worker': entry('./server/export/picture-worker.ts'),
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
  ssr: { noExternal: ['fractional-indexing'] },
})
