import type { BoardReader } from './board-reader.ts'
import type { Element } from './element.ts'
import { createStructure, pageOf, type Structure } from './structure.ts'

/** The elements of one page as they are seen: without those of hidden layers, with a `z` that counts across layers. Where it is no page, nothing. */
export function* elementsOn(document: BoardReader, structure: Structure, page: string): Generator<Element> {
  for (const element of document.elements()) {
    const { belonging } = element
    if (pageOf(belonging) !== page || structure.layerOf(belonging)?.hidden) continue
    const rank = structure.rankOf(belonging)
    yield rank === '' ? element : { ...element, z: rank + element.z }
  }
}

/** The same at this moment; without a page those of the first. */
export function elementsOfPage(document: BoardReader, page?: string): readonly Element[] {
  const structure = createStructure(document)
  const elements = [...elementsOn(document, structure, page ?? structure.pages()[0]!.id)]
  structure.dispose()
  return elements
}
