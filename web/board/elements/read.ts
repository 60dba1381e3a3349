import { LIMITS } from '../limits.ts'
import type { ElementKind, Field, Placed } from './element-kind.ts'
import { kindOf } from './index.ts'
import { FIRST_Z, isZ } from './z-order.ts'

/** A birth record whose identity was checked; all else in it is still unknown. */
export interface Born {
  readonly id: string
  readonly kind: string
  readonly [field: string]: unknown
}

/** What was changed since birth, by field name. */
export type Edits = ReadonlyMap<string, unknown>

/** Could this be an element of any version? It has an id and a kind of its own; what it inherits does not count. */
export function isBorn(raw: unknown): raw is Born {
  if (typeof raw !== 'object' || raw === null) return false
  const { id, kind } = { id: own(raw, 'id'), kind: own(raw, 'kind') }
  return (
    typeof id === 'string' &&
    LIMITS.elementId.test(id) &&
    typeof kind === 'string' &&
    /^[a-z][a-z0-9-]{0,31}$/.test(kind)
  )
}

/** An own property, so that a stored `__proto__` poisons nothing. */
const own = (record: object, name: string): unknown =>
  Object.hasOwn(record, name) ? (record as Readonly<Record<string, unknown>>)[name] : undefined

/** A field as it is now: the edit if it is valid, else what it was born with if that is valid, else the kind's fallback. */
export function readField<T>(field: Field<T>, name: string, born: Born, edits: Edits | undefined): T {
  const edited = edits?.has(name) ? field.parse(edits.get(name)) : undefined
  if (edited !== undefined) return edited
  const first = field.parse(own(born, name))
  return first === undefined ? field.fallback : first
}

/** The props of an element, every field valid. Whatever the document holds, this does not throw. `text` is asked of textual kinds only. */
export function readProps(born: Born, edits: Edits | undefined, text: () => string | undefined): Placed {
  const kind: ElementKind = kindOf(born.kind)
  const props: Record<string, unknown> = {}
  for (const [name, field] of Object.entries<Field<unknown>>(kind.fields))
    props[name] = readField(field, name, born, edits)
  if (kind.text) props.text = (text() ?? '').slice(0, LIMITS.textLength)
  return props as unknown as Placed
}

const zField: Field<string> = { parse: (raw) => (isZ(raw) ? raw : undefined), fallback: FIRST_Z }

export const readZ = (born: Born, edits: Edits | undefined): string => readField(zField, 'z', born, edits)
