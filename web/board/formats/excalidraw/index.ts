import type { FileFormat } from '../format.ts'
import { looksLikeExcalidraw, readExcalidraw } from './read.ts'

export const excalidraw: FileFormat = {
  id: 'excalidraw',
  name: 'Excalidraw',
  extensions: ['.excalidraw'],
  looksLike: ({ text }) => looksLikeExcalidraw(text),
  read: ({ text }, measure) => readExcalidraw(text, measure),
}
