import { LIMITS } from '../limits.ts'
import type { ElementKind, Field, Placed } from './element-kind.ts'
import { memberOf } from './family.ts'
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

/** The words of an element, asked for by those kinds only that carry some. */
export interface Words {
  text(): string | undefined
  /** Of its parts, by name. */
  texts(): ReadonlyMap<string, string>
}

/** The words that a new element comes with. */
export const wordsOfNew = ({
  text,
  texts = {},
}: {
  readonly text?: string
  readonly texts?: Readonly<Record<string, string>>
}): Words => ({ text: () => text, texts: () => new Map(Object.entries(texts)) })

/** The props of an element, every field valid. Whatever the document holds, this does not throw. */
export function readProps(born: Born, edits: Edits | undefined, words: Words): Placed {
  const kind: ElementKind = kindOf(born.kind)
  const props: Record<string, unknown> = {}
  const fields: Readonly<Record<string, Field<unknown>>> = kind.fields
  // Hot path: no list of them is made for every element.
  for (const name in fields) props[name] = readField(fields[name]!, name, born, edits)
  for (const [family, field] of Object.entries<Field<unknown>>(kind.families ?? {}))
    props[family] = readFamily(family, field, born, edits)
  if (kind.text?.parts) props.texts = words.texts()
  else if (kind.text) props.text = (words.text() ?? '').slice(0, LIMITS.textLength)
  return props as unknown as Placed
}

/** What there is of a family, by key: born or made since, and not taken away. */
function readFamily(
  family: string,
  field: Field<unknown>,
  born: Born,
  edits: Edits | undefined,
): ReadonlyMap<string, unknown> {
  const members = new Map<string, unknown>()
  for (const name of new Set([...Object.keys(born), ...(edits?.keys() ?? [])])) {
    const member = memberOf(name)
    if (member?.family !== family) continue
    const value = readField(field, name, born, edits)
    if (value !== null) members.set(member.key, value)
  }
  return members
}

const zField: Field<string> = { parse: (raw) => (isZ(raw) ? raw : undefined), fallback: FIRST_Z }

export const readZ = (born: Born, edits: Edits | undefined): string => readField(zField, 'z', born, edits)
