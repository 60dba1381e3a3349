import type { Plugin } from 'vite'

export declare const lessOfFabric: () => Plugin
