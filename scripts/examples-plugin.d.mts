import type { PluginOption } from 'vite'

/** What the examples for React and Vue need of Vite. */
export declare const examples: () => PluginOption[]
