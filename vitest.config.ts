import { join } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumLaunchOptions } from './scripts/chromium.mjs'
import { compareSquares } from './scripts/compare-pictures.mjs'
import web from './vite.config.ts'

const launchOptions = await chromiumLaunchOptions()
const alias = web.resolve?.alias ?? []

/** Of all property tests; a failure prints it. */
const seed = Number(process.env['SEED'] ?? 20_261_122)
const setupFiles = ['./web/board/testing/property-seed.ts']

/**
 * board: the shared model, in Node. server: the relay on real sockets and real SQLite. web: modules in a real Chromium.
 * e2e: people in several browser contexts against the built server. architecture: the import rules.
 */
export default defineConfig({
  test: {
    reporters: ['default'],
    provide: { seed },
    projects: [
      { test: { name: 'board', setupFiles, include: ['web/board/**/*.test.ts'] } },
      { test: { name: 'architecture', include: ['docs/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          setupFiles: [...setupFiles, './server/testing/described-problems.ts'],
          include: ['server/**/*.test.ts'],
          globalSetup: ['./scripts/build-server-setup.mjs'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        optimizeDeps: {
          include: [
            'fabric/es',
            'preact',
            '@preact/signals',
            '@preact/signals-core',
            'yjs',
            'fractional-indexing',
            'fast-check',
            'axe-core',
            'idb',
            'y-websocket',
            'tinykeys',
            'katex',
            'highlight.js/lib/common',
            'preact/jsx-runtime',
            'preact/jsx-dev-runtime',
            'preact/hooks',
            'lib0/buffer',
            'lib0/encoding',
            'lib0/decoding',
            'y-protocols/awareness',
            'y-protocols/sync',
            'lucide',
            'uqr',
            'saxes',
            'pdfjs-dist/legacy/build/pdf.mjs',
            '@dagrejs/dagre',
            'lib0/string',
            'lib0/random',
            'lib0/hash/sha256',
          ],
        },
        test: {
          name: 'web',
          setupFiles,
          include: ['web/src/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            expect: {
              toMatchScreenshot: {
                comparators: { squares: compareSquares },
                // One picture for every machine: what may differ between them, the comparator lets pass.
                resolveScreenshotPath: ({ root, testFileDirectory, arg, ext }) =>
                  join(root, testFileDirectory, 'testing/pictures', `${arg}${ext}`),
              },
            },
            instances: [{ browser: 'chromium', viewport: { width: 1024, height: 720 } }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['web/e2e/**/*.test.ts'],
          globalSetup: ['./scripts/build-setup.mjs'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
