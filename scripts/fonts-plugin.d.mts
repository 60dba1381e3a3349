import type { Plugin } from 'vite'

export function shippedFonts(): Plugin
