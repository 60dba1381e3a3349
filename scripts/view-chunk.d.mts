import type { Plugin } from 'vite'

export function viewChunk(
  name: string,
  pages: { readonly frame: string; readonly board: string; readonly start: string },
): { readonly plugin: Plugin; readonly group: { readonly name: string; readonly test: (id: string) => boolean } }
