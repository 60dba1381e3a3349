import type { Plugin } from 'vite'

export declare const embedScripts: () => Plugin
