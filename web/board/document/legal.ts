import { BELONGING } from '../elements/belonging.ts'
import type { Field } from '../elements/element-kind.ts'
import { memberOf } from '../elements/family.ts'
import { fieldOf } from '../elements/field-of.ts'
import { KINDS, isKnownKind, kindOf } from '../elements/index.ts'
import { isBorn } from '../elements/read.ts'
import { isZ } from '../elements/z-order.ts'
import { LIMITS } from '../limits.ts'
import { isColor } from '../render/theme.ts'
import { DEFAULT_BACKGROUND } from './meta.ts'
import { parseEditKey, parseTextKey } from './schema.ts'
import { sectionField } from './sections.ts'

/**
 * What a board may hold, value by value: the server asks before it applies an update, the browser before it sends work
 * again that was refused. Each answers what is wrong in a few words, or `undefined` when the value may be stored.
 *
 * Every field is judged alone, since a merge may combine any two valid edits; what is missing has its fallback. Fields and
 * kinds that only a newer version knows are taken within {@link LIMITS.recordBytes} and {@link LIMITS.valueDepth}, and shown
 * as placeholders. Hot path: once per record and edit that reaches the server.
 */
export type Fault = string | undefined

/** The shared types of a board: an update for any other is refused. */
export const ROOT_NAMES = ['elements', 'edits', 'texts', 'comments', 'chat', 'meta', 'pages', 'layers'] as const
export type RootName = (typeof ROOT_NAMES)[number]

/** Names of fields of any version. */
const FIELD_NAME = /^[a-z][A-Za-z0-9-]{0,31}$/

/** Every kind's fields of one name, and every kind's families. */
const FIELDS_BY_NAME = fieldsByName()
const FAMILIES_BY_NAME = familiesByName()

/** A birth record. */
export function faultOfRecord(raw: unknown): Fault {
  if (!isBorn(raw)) return 'an element needs an id and a kind'
  const { kind } = raw
  const known = kindOf(kind)
  const budget = { left: LIMITS.recordBytes }
  for (const name in raw) {
    if (name === 'id' || name === 'kind') continue
    const fault = faultOfField(
      isKnownKind(kind) ? fieldOf(known, name) : BELONGING_OF.get(name),
      name,
      raw[name],
      budget,
    )
    if (fault !== undefined) return `${fault} in a ${kind}`
  }
  return undefined
}

const BELONGING_OF: ReadonlyMap<string, Field<unknown>> = new Map(Object.entries(BELONGING))

function faultOfField(field: Field<unknown> | undefined, name: string, value: unknown, budget: Budget): Fault {
  if (name === 'z') return isZ(value) ? undefined : 'z is not valid'
  if (field !== undefined) return field.parse(value) === undefined ? `${name} is not valid` : undefined
  if (!FIELD_NAME.test(name)) return 'a field has a name that is not allowed'
  return faultOfPlain(value, budget)
}

/** What was changed of an element: the value under `<id>/<field>`. The kind may be unknown here, so any kind's field of that name decides. */
export function faultOfEdit(key: string, value: unknown): Fault {
  const parsed = parseEditKey(key)
  if (parsed === undefined || !LIMITS.elementId.test(parsed.id)) return 'an edit is not named <element id>/<field>'
  const { field: name } = parsed
  if (name === 'id' || name === 'kind') return `${name} can not be edited`
  const fields = FIELDS_BY_NAME.get(name) ?? FAMILIES_BY_NAME.get(memberOf(name)?.family ?? '')
  if (fields?.some((field) => field.parse(value) !== undefined)) return undefined
  const fault = faultOfField(fields?.[0], name, value, { left: LIMITS.recordBytes })
  return fault && `${fault} in an edit`
}

/** The name under which an element's text stands, or that of one of its parts. */
export const faultOfTextKey = (key: string): Fault => {
  const { id, part, maker } = parseTextKey(key)
  if (!LIMITS.elementId.test(id)) return 'a text is not named by an element id'
  const isNamed = (part === undefined || PART.test(part)) && (maker === undefined || MAKER.test(maker))
  return isNamed ? undefined : 'a text has a name that is not allowed'
}

/** What parts of an element, and those who first typed into one, are called. */
const PART = /^[A-Za-z0-9-]{1,40}$/
const MAKER = /^[A-Za-z0-9]{1,16}$/

export const isPartName = (name: string): boolean => PART.test(name)

/** The texts of a new element's parts, by name; undefined where it brings none. */
export function faultOfTexts(raw: unknown): Fault {
  if (raw === undefined) return undefined
  if (typeof raw !== 'object' || raw === null) return 'its texts are not valid'
  const areValid = Object.entries(raw).every(
    ([part, text]) => PART.test(part) && typeof text === 'string' && text.length <= LIMITS.textLength,
  )
  return areValid ? undefined : 'its texts are not valid'
}

/** A board's setting. */
export function faultOfMeta(key: string, value: unknown): Fault {
  if (!FIELD_NAME.test(key)) return 'a setting has a name that is not allowed'
  const isValid = META.get(key)
  if (isValid === undefined) return faultOfPlain(value)
  return isValid(value) ? undefined : `the setting ${key} is not valid`
}

/** What is said of a page or a layer: the value under `<id>/<field>`. */
export function faultOfSection(key: string, value: unknown): Fault {
  const parsed = parseEditKey(key)
  if (parsed === undefined || !LIMITS.elementId.test(parsed.id)) return 'a page or layer is not named <id>/<field>'
  const field = sectionField(parsed.field)
  if (field !== undefined)
    return field.parse(value) === value ? undefined : `${parsed.field} of a page or layer is not valid`
  return FIELD_NAME.test(parsed.field) ? faultOfPlain(value) : 'a field has a name that is not allowed'
}

const META: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['title', (value: unknown) => typeof value === 'string' && value.length <= LIMITS.titleLength],
  ['background', (value: unknown) => value === DEFAULT_BACKGROUND || isColor(value)],
  ['grid', (value: unknown) => typeof value === 'boolean'],
  ['format', (value: unknown) => Number.isSafeInteger(value)],
])

interface Budget {
  left: number
}

/** A plain value that nobody here can judge: of bounded size and depth, and nothing that JSON or bytes can't say. */
export function faultOfPlain(value: unknown, budget: Budget = { left: LIMITS.recordBytes }, depth = 0): Fault {
  budget.left -= sizeOf(value)
  if (budget.left < 0) return 'a value is too large'
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined
    case 'number':
      return Number.isFinite(value) ? undefined : 'a number is not finite'
    case 'object':
      return value === null || value instanceof Uint8Array ? undefined : faultWithin(value, budget, depth + 1)
    default:
      return `a value is ${typeof value}`
  }
}

function faultWithin(value: object, budget: Budget, depth: number): Fault {
  if (depth > LIMITS.valueDepth) return 'a value is nested too deep'
  for (const key in value) {
    budget.left -= key.length
    const fault = faultOfPlain((value as Readonly<Record<string, unknown>>)[key], budget, depth)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** About as many bytes as it takes on the wire, without what it contains. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  return value instanceof Uint8Array ? value.length : 8
}

function fieldsByName(): ReadonlyMap<string, readonly Field<unknown>[]> {
  const byName = new Map<string, Field<unknown>[]>(Object.entries(BELONGING).map(([name, field]) => [name, [field]]))
  for (const { fields } of KINDS) {
    for (const [name, field] of Object.entries<Field<unknown>>(fields)) {
      byName.set(name, [...(byName.get(name) ?? []), field])
    }
  }
  return byName
}

function familiesByName(): ReadonlyMap<string, readonly Field<unknown>[]> {
  const byName = new Map<string, Field<unknown>[]>()
  for (const { families } of KINDS) {
    for (const [name, field] of Object.entries<Field<unknown>>(families ?? {}))
      byName.set(name, [...(byName.get(name) ?? []), field])
  }
  return byName
}
