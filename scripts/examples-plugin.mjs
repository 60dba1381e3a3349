import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { ROOT } from './root.mjs'

/**
 * What the examples for React and Vue need of Vite: components of Vue, and `drawbridge/embed` as npm would bring it.
 * @returns {import('vite').PluginOption[]}
 */
export const examples = () => [
  vue(),
  {
    name: 'drawbridge:examples',
    resolveId: (id) => (id === 'drawbridge/embed' ? join(ROOT, 'web/src/embed/host/module.ts') : undefined),
  },
]
