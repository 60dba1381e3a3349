import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { shippedFonts } from './scripts/fonts-plugin.mjs'
import web from './vite.config.ts'

/** The page of boards that others hold, built by itself: sharing chunks with it would cut those of the other pages into more pieces. */
export default defineConfig({
  ...web,
  publicDir: false,
  plugins: [shippedFonts()],
  build: {
    ...web.build,
    emptyOutDir: false,
    manifest: false,
    rolldownOptions: { input: { held: fileURLToPath(new URL('./web/held.html', import.meta.url)) } },
  },
})
