import { EMPTY_BOX } from '#board/geometry/box.ts'
import type { Editor } from './editor.ts'
import { kindName, wordsOf } from './name-of.ts'
import { readingOrder } from './reading-order.ts'

/** One thing on the page that is shown, as a list names it. */
export interface Content {
  readonly id: string
  readonly kind: string
  /** What it says, on one line; empty when it says nothing. */
  readonly words: string
}

/** Scene units: about one line of text. */
const ROW_HEIGHT = 40

/** All that is on the page, in reading order. */
export function contentsOf({ document, scene }: Pick<Editor, 'document' | 'scene'>): readonly Content[] {
  const elements = new Map(Array.from(document.elements(), (element) => [element.id, element]))
  const boxes = Array.from(elements.keys(), (id) => [id, scene.boundsOf(id) ?? EMPTY_BOX] as const)
  return readingOrder(boxes, ROW_HEIGHT).flatMap(([id]) => {
    const element = elements.get(id)
    return element ? [{ id, kind: kindName(element), words: wordsOf(element) }] : []
  })
}
