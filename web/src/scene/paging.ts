import { signal, type Signal } from '@preact/signals-core'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { NewElement } from '#board/document/element.ts'
import { FIRST_SECTION } from '#board/document/sections.ts'
import { readPages, type PageReader } from './page-reader.ts'

/** The page that is shown, to be worked on: what is added to its document comes onto it, and onto the chosen layer. */
export interface Paging extends PageReader<BoardDocument> {
  /** What is drawn next comes onto this one, unless it is hidden or locked. */
  readonly layer: Signal<string>
  /** All of the board, for what is done to whole pages and layers. */
  readonly whole: BoardDocument
}

/** `wanted`: the page that is looked at from the start, before it is known whether there is one. */
export function createPaging(document: BoardDocument, wanted?: string): Paging {
  const reader = readPages(document, wanted)
  const { page, layers, isPlain } = reader
  const layer = signal(FIRST_SECTION)

  /** Where what is drawn can be seen and worked on. */
  const layerForNew = (): string => {
    const usable = layers.peek().filter(({ hidden, locked }) => !hidden && !locked)
    return usable.some(({ id }) => id === layer.peek()) ? layer.peek() : (usable.at(-1)?.id ?? layer.peek())
  }
  const said = (id: string): string | null => (id === FIRST_SECTION ? null : id)
  const placed = (element: NewElement): NewElement => ({
    ...element,
    page: said(page.peek()),
    layer: said(layerForNew()),
  })
  const add = (elements: readonly NewElement[]): string[] => document.add(isPlain() ? elements : elements.map(placed))

  return {
    ...reader,
    document: Object.assign(reader.document, { add }),
    layer,
    whole: document,
  }
}
