import * as Y from 'yjs'
import { readBelonging, type Belonging } from '../elements/belonging.ts'
import { isBorn, readProps, readZ, type Born } from '../elements/read.ts'
import type { Element } from './element.ts'
import type { ElementIndex } from './element-index.ts'
import type { Roots } from './schema.ts'

/** Elements as everybody but this folder sees them: read anew at each call, every field valid. */
export interface ElementReader {
  get(id: string): Element | undefined
  belonging(id: string): Belonging | undefined
  elements(): IterableIterator<Element>
  textOf(id: string): string | undefined
  sharedText(id: string): Y.Text | undefined
}

export function createElementReader(roots: Roots, index: ElementIndex): ElementReader {
  const sharedText = (id: string): Y.Text | undefined => {
    const text = roots.texts.get(id)
    return text instanceof Y.Text ? text : undefined
  }
  const textOf = (id: string): string | undefined => sharedText(id)?.toJSON()

  const read = (born: Born): Element => {
    const { id, kind } = born
    const edits = index.edits(id)
    const props = readProps(born, edits, () => textOf(id))
    return { id, kind, z: readZ(born, edits), props, belonging: readBelonging(born, edits) }
  }

  return {
    textOf,
    sharedText,
    get(id) {
      const born = index.born(id)
      return born && read(born)
    },
    belonging(id) {
      const born = index.born(id)
      return born && readBelonging(born, index.edits(id))
    },
    *elements() {
      for (const record of roots.elements.toArray()) {
        // Of several records with one id, the index knows the one that counts.
        if (isBorn(record) && index.born(record.id) === record) yield read(record)
      }
    },
  }
}
