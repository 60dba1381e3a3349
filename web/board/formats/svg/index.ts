import { encodeUtf8 } from 'lib0/string'
import { newId } from '../../document/new-id.ts'
import type { FileFormat } from '../format.ts'
import { createCollector, type Imported } from '../imported.ts'
import { looksLikeSvg, readSvg, sizeOfSvg } from './read.ts'
import { treeOf } from './tree.ts'

/** Pictures of lines: their elements, or one picture. */
export const svg: FileFormat = {
  id: 'svg',
  name: 'SVG',
  extensions: ['.svg'],
  looksLike: ({ text }) => looksLikeSvg(text),
  ways: [
    { id: 'elements', label: 'Shapes, lines and words' },
    { id: 'picture', label: 'One picture' },
  ],
  read: ({ text }, measure, way) => (way === 'picture' ? asPicture(text) : readSvg(text, measure)),
}

/** Browsers show such a picture as they show one in a page: nothing in it runs, and it can fetch nothing. */
function asPicture(text: string): Imported {
  const { width, height } = sizeOfSvg(treeOf(text))
  const collector = createCollector()
  const id = collector.add({ kind: 'image', id: newId(), matrix: [width, 0, 0, height, 0, 0] })
  const escaped = Array.from(encodeUtf8(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  collector.picture(id, `data:image/svg+xml,${escaped}`)
  return collector.result()
}
