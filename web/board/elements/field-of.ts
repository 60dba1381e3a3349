import { belongingField } from './belonging.ts'
import type { ElementKind, Field } from './element-kind.ts'
import { memberName, memberOf } from './family.ts'

type Fields = Readonly<Record<string, Field<unknown>>>

/** A field of a kind by its name: its own, one that every kind has, or one of a family. */
export function fieldOf(kind: ElementKind, name: string): Field<unknown> | undefined {
  const fields: Fields = kind.fields
  if (Object.hasOwn(fields, name)) return fields[name]
  return belongingField(name) ?? (kind.families && familyField(kind.families, name))
}

function familyField(families: Fields, name: string): Field<unknown> | undefined {
  const { family } = memberOf(name) ?? {}
  return family !== undefined && Object.hasOwn(families, family) ? families[family] : undefined
}

/** Props as a record has them: families flat again, words left out. */
export function flatProps({ fields, families = {} }: ElementKind, props: object): Record<string, unknown> {
  const values = props as Readonly<Record<string, unknown>>
  const flat: Record<string, unknown> = {}
  for (const name of Object.keys(fields)) flat[name] = values[name]
  for (const family of Object.keys(families)) {
    const members = values[family]
    if (members instanceof Map) for (const [key, value] of members) flat[memberName(family, String(key))] = value
  }
  return flat
}
