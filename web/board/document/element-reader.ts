import * as Y from 'yjs'
import { readBelonging, type Belonging } from '../elements/belonging.ts'
import { isBorn, readProps, readZ, type Born } from '../elements/read.ts'
import type { Element } from './element.ts'
import type { ElementIndex } from './element-index.ts'
import { LIMITS } from '../limits.ts'
import { textKey, type Roots } from './schema.ts'

/** Elements as everybody but this folder sees them: read anew at each call, every field valid. */
export interface ElementReader {
  get(id: string): Element | undefined
  belonging(id: string): Belonging | undefined
  elements(): IterableIterator<Element>
  /** Of an element, or of one of its parts. */
  textOf(id: string, part?: string): string | undefined
  /** Of those parts that say something, by name. */
  textsOf(id: string): ReadonlyMap<string, string>
  /** What a text is read from, one behind the other. */
  sharedTexts(id: string, part?: string): readonly Y.Text[]
}

export function createElementReader(roots: Roots, index: ElementIndex): ElementReader {
  const sharedTexts = (id: string, part?: string): readonly Y.Text[] => {
    const keys = part === undefined ? [textKey(id)] : (index.texts(id)?.get(part) ?? [])
    return keys.map((key) => roots.texts.get(key)).filter((text) => text instanceof Y.Text)
  }
  const textOf = (id: string, part?: string): string | undefined => {
    const texts = sharedTexts(id, part)
    return texts.length === 0 ? undefined : texts.map((text) => text.toJSON()).join('')
  }
  const textsOf = (id: string): ReadonlyMap<string, string> => {
    const texts = new Map<string, string>()
    for (const part of index.texts(id)?.keys() ?? []) {
      const text = textOf(id, part)
      if (text) texts.set(part, text.slice(0, LIMITS.textLength))
    }
    return texts
  }

  const read = (born: Born): Element => {
    const { id, kind } = born
    const edits = index.edits(id)
    const props = readProps(born, edits, { text: () => textOf(id), texts: () => textsOf(id) })
    return { id, kind, z: readZ(born, edits), props, belonging: readBelonging(born, edits) }
  }

  return {
    textOf,
    textsOf,
    sharedTexts,
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
