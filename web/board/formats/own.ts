import { decodeBoardFile, picturesOf, type BoardFile } from '../document/board-file.ts'
import type { NewElement } from '../document/element.ts'
import { newId } from '../document/new-id.ts'
import { renew } from '../document/renew.ts'
import { compareSections, FIRST_SECTION, type Section } from '../document/sections.ts'
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
  const board = decodeBoardFile(text)
  const { settings } = board
  return { ...besideOthers(board), title: settings.title, settings, left: new Map(), board }
}

/** What a board's file is on a board where there is something: copies, on no layer, and on pages of their own but for the first. */
function besideOthers(board: BoardFile): Pick<Imported, 'elements' | 'pictures' | 'pages'> {
  const [first, ...others] = pagesIn(board)
  const idOf = new Map(others.map(({ id }) => [id, newId()]))
  const lifted = board.elements.map(({ z: _z, layer: _layer, page, ...element }): NewElement => {
    const elsewhere = idOf.get(pageOf({ page }))
    return { ...element, ...(elsewhere !== undefined && { page: elsewhere }) }
  })
  const elements = renew(lifted)
  const given = picturesOf(board)
  const pictures = new Map<string, string>()
  for (const [i, { id }] of elements.entries()) {
    const address = given.get(board.elements[i]?.id ?? '')
    if (address !== undefined) pictures.set(id, address)
  }
  const named = others.map(({ id, name }) => ({ id: idOf.get(id) ?? '', name }))
  return {
    elements,
    pictures,
    ...(first && named.length > 0 && { pages: [{ id: FIRST_SECTION, name: first.name }, ...named] }),
  }
}

const pageOf = ({ page }: { readonly page: unknown }): string => (typeof page === 'string' ? page : FIRST_SECTION)

/** In order, without those that were deleted with all that was on them. */
function pagesIn({ pages, elements }: BoardFile): readonly Section[] {
  const used = new Set(elements.map(({ page }) => pageOf({ page })))
  return pages.filter(({ id, gone }) => !gone || used.has(id)).toSorted(compareSections)
}
