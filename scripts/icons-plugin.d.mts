import type { Plugin } from 'vite'

export declare const iconsFromTheirFiles: () => Plugin
