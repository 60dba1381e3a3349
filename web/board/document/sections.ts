import type { Field } from '../elements/element-kind.ts'
import { FIRST_Z, isZ } from '../elements/z-order.ts'
import { LIMITS } from '../limits.ts'
import { parseEditKey } from './schema.ts'
import { truncate } from './truncate.ts'

/** The page or layer that a board has anyway: what says nothing of a page or layer is on this one. */
export const FIRST_SECTION = 'first-of-all'

/** A page or a layer: a named part of a board. Its elements say that they are on it; the section itself knows none. */
export interface Section {
  readonly id: string
  readonly name: string
  /** Fractional index; ties are broken by id. */
  readonly order: string
  /** Layers: not drawn, and not hit. */
  readonly hidden: boolean
  /** Layers: nobody's pointer takes what is on it. */
  readonly locked: boolean
  /** It was deleted. With something on it that nobody deleted it is there all the same. */
  readonly gone: boolean
}

/** The pages or the layers of a board, as far as they have been written about. */
export interface SectionReader {
  /** In order, deleted ones too, the first one always among them. */
  readonly all: () => readonly Section[]
  readonly get: (id: string) => Section
  readonly onChange: (listener: () => void) => () => void
}

/** What is stored of pages or layers, by `<id>/<field>`: a shared map, or what was read of one. */
export interface StoredFields {
  keys(): Iterable<string>
  get(key: string): unknown
}

export type SectionFields = Partial<Omit<Section, 'id'>>

const flag: Field<boolean> = { parse: (raw) => (typeof raw === 'boolean' ? raw : undefined), fallback: false }

const FIELDS: { readonly [Name in keyof SectionFields]-?: Field<Section[Name]> } = {
  name: {
    parse: (raw) => (typeof raw === 'string' ? truncate(raw, LIMITS.sectionNameLength) : undefined),
    fallback: '',
  },
  order: { parse: (raw) => (isZ(raw) ? raw : undefined), fallback: FIRST_Z },
  hidden: flag,
  locked: flag,
  gone: flag,
}

/** A field that every section has, by name. */
export const sectionField = (name: string): Field<unknown> | undefined =>
  Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof SectionFields] : undefined

/** The pages or the layers that somebody has written about, the first one among them; in order, whatever is stored. */
export function readSections(map: StoredFields): readonly Section[] {
  const ids = new Set([FIRST_SECTION])
  for (const key of map.keys()) {
    const id = parseEditKey(key)?.id
    if (id !== undefined && LIMITS.elementId.test(id) && ids.size < LIMITS.sections) ids.add(id)
  }
  return Array.from(ids, (id) => readSection(map, id)).toSorted(compareSections)
}

/** A section of which nothing may have been written. */
export function readSection(map: StoredFields, id: string): Section {
  const read = <Name extends keyof SectionFields>(name: Name): Section[Name] => {
    const { parse, fallback } = FIELDS[name] as Field<Section[Name]>
    return parse(map.get(`${id}/${name}`)) ?? fallback
  }
  return {
    id,
    name: read('name'),
    order: read('order'),
    hidden: read('hidden'),
    locked: read('locked'),
    gone: read('gone'),
  }
}

export function compareSections(a: Section, b: Section): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : Number(a.id > b.id)
}
