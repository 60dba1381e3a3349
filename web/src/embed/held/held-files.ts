import { signal } from '@preact/signals'
import { fromBase64, toBase64 } from 'lib0/buffer'
import { isFileHash } from '#board/files/file-hash.ts'
import type { BoardFiles } from '../../files/board-files.ts'

/** Pictures of a board that the page around the frame holds: in this page, and in the board's file. */
export interface HeldFiles extends BoardFiles {
  /** Takes in what a file brings along; whatever is no picture is left out. */
  takeFrom(file: string): void
  /** The file, with the pictures that its elements show. */
  addTo(file: string): Promise<string>
}

const DATA_URL = /^data:(image\/(?:png|jpeg|webp|gif));base64,([A-Za-z0-9+/=]+)$/

export function createHeldFiles(): HeldFiles {
  const own = new Map<string, Blob>()
  const listeners = new Set<(hash: string) => void>()
  const keep = (hash: string, blob: Blob): void => {
    own.set(hash, blob)
    for (const listener of listeners) listener(hash)
  }
  return {
    status: signal({ waiting: 0, kept: true, refused: null }),
    blobOf: (hash) => Promise.resolve(own.get(hash)),
    onArrival(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    keep: ({ hash, type, bytes }) => Promise.resolve(keep(hash, new Blob([bytes], { type }))),
    lend: () => Promise.resolve(),
    borrow: () => Promise.resolve(),
    retry: () => undefined,
    dispose: () => listeners.clear(),
    takeFrom(file) {
      for (const [hash, url] of Object.entries(picturesIn(file))) {
        const [, type, base64] = DATA_URL.exec(String(url)) ?? []
        if (isFileHash(hash) && base64 !== undefined && !own.has(hash))
          keep(hash, new Blob([fromBase64(base64)], { type: type ?? '' }))
      }
    },
    async addTo(file) {
      const shown = [...own].filter(([hash]) => file.includes(hash))
      if (shown.length === 0) return file
      const urls = shown.map(async ([hash, blob]) => {
        const bytes = new Uint8Array(await blob.arrayBuffer())
        return [hash, `data:${blob.type};base64,${toBase64(bytes)}`] as const
      })
      const board = JSON.parse(file) as object
      return `${JSON.stringify({ ...board, pictures: Object.fromEntries(await Promise.all(urls)) })}\n`
    },
  }
}

function picturesIn(file: string): object {
  const { pictures } = JSON.parse(file) as { readonly pictures?: unknown }
  return typeof pictures === 'object' && pictures !== null ? pictures : {}
}
