import { decodeBoardFile } from '../document/board-file.ts'
import { renew } from '../document/renew.ts'
import type { FileFormat } from './format.ts'
import type { Imported } from './imported.ts'

/** A board that was saved as a file. */
export const own: FileFormat = {
  id: 'drawbridge',
  name: 'Drawbridge',
  extensions: ['.json'],
  looksLike: ({ text }) => /^\s*\{/.test(text),
  read: ({ text }) => readOwn(text),
}

/** @throws {BadFile} */
export function readOwn(text: string): Imported {
  const { settings, elements } = decodeBoardFile(text)
  const lifted = elements.map(({ z: _z, ...element }) => element)
  return { title: settings.title, settings, elements: renew(lifted), pictures: new Map(), left: new Map() }
}
