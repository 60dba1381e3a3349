import { defineConfig } from 'vite'
import server from './vite.server.config.ts'

const entry = (path: string) => new URL(path, import.meta.url).pathname

/** The process that the labs torment: the server's own sources, in a folder of their own. No part of what is served. */
export default defineConfig({
  ...server,
  build: {
    ...server.build,
    outDir: 'dist/lab',
    rolldownOptions: {
      ...server.build?.rolldownOptions,
      input: {
        main: entry('./server/lab/child/main.ts'),
        'storage-worker': entry('./server/lab/child/storage-worker.ts'),
      },
    },
  },
})
