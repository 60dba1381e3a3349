import type { Plugin } from 'vite'

export function pageChunks(
  loads: Readonly<Record<string, readonly string[]>>,
  after: Readonly<Record<string, string>>,
): {
  readonly plugin: Plugin
  readonly group: { debugName: string; name: (id: string) => string | null; test: (id: string) => boolean }
}
