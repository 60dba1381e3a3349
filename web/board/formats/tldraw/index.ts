import type { FileFormat } from '../format.ts'
import { carriesTldraw, looksLikeTldraw, readTldraw, readTldrawClipboard } from './read.ts'

/** Files of tldraw, and what was copied there, which is HTML. */
export const tldraw: FileFormat = {
  id: 'tldraw',
  name: 'tldraw',
  extensions: ['.tldr'],
  looksLike: ({ text }) => looksLikeTldraw(text) || carriesTldraw(text),
  read: ({ text }, measure) => (carriesTldraw(text) ? readTldrawClipboard : readTldraw)(text, measure),
}
