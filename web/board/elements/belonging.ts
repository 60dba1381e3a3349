import { LIMITS } from '../limits.ts'
import type { Field } from './element-kind.ts'
import { linkField } from './link.ts'
import { readField, type Born, type Edits } from './read.ts'

/** Where an element belongs, and where it leads: fields that every kind has, beside its own. Each is valid alone, whatever the others say. */
export interface Belonging {
  /** The groups that it is in, outermost first. A group is nothing but its members. */
  readonly groups: readonly string[]
  /** Nobody's pointer takes it until it is unlocked. */
  readonly locked: boolean
  /** An address that it leads to; empty when it leads nowhere. See `link.ts`. */
  readonly link: string
  /** The element that it is in, by id; what is not there, or holds nothing, counts as none. */
  readonly frame: string | null
  /** The page that it is on, by id; null on the first one. See `document/sections.ts`. */
  readonly page: string | null
  /** The layer that it is on, in the same way. */
  readonly layer: string | null
}

const isId = (raw: unknown): raw is string => typeof raw === 'string' && LIMITS.elementId.test(raw)

/** Groups within groups: a path of ids, all different. */
const groupsField: Field<readonly string[]> = {
  parse(raw) {
    if (!Array.isArray(raw) || raw.length > LIMITS.groupDepth || !raw.every(isId)) return undefined
    return new Set(raw).size === raw.length ? raw : undefined
  },
  fallback: [],
}

const flagField: Field<boolean> = {
  parse: (raw) => (typeof raw === 'boolean' ? raw : undefined),
  fallback: false,
}

const idField: Field<string | null> = {
  parse: (raw) => (raw === null || isId(raw) ? raw : undefined),
  fallback: null,
}

/** The fields by name. No kind has one of these names. */
export const BELONGING: { readonly [Name in keyof Belonging]: Field<Belonging[Name]> } = {
  groups: groupsField,
  locked: flagField,
  link: linkField,
  frame: idField,
  page: idField,
  layer: idField,
}

const NAMES = Object.keys(BELONGING) as (keyof Belonging)[]

/** Of what belongs nowhere in particular, as nearly everything does: one value for all, so that it costs nothing. */
export const FREE: Belonging = Object.freeze({
  groups: [],
  locked: false,
  link: '',
  frame: null,
  page: null,
  layer: null,
})

/** Hot path (once per element of a board that opens): where an element belongs now. */
export function readBelonging(born: Born, edits: Edits | undefined): Belonging {
  // A birth record that has such a name by inheritance only is read properly below.
  const isUngrouped = born['groups'] === undefined && born['frame'] === undefined
  const isUnsorted = born['page'] === undefined && born['layer'] === undefined
  const isPlain = isUngrouped && isUnsorted && born['locked'] === undefined && born['link'] === undefined
  if (isPlain && (edits === undefined || !NAMES.some((name) => edits.has(name)))) return FREE
  return {
    groups: readField(BELONGING.groups, 'groups', born, edits),
    locked: readField(BELONGING.locked, 'locked', born, edits),
    link: readField(BELONGING.link, 'link', born, edits),
    frame: readField(BELONGING.frame, 'frame', born, edits),
    page: readField(BELONGING.page, 'page', born, edits),
    layer: readField(BELONGING.layer, 'layer', born, edits),
  }
}

/** Those of the given fields that say something: what a birth record holds of them. */
export function birthBelonging(fields: Readonly<Record<string, unknown>>): Partial<Record<keyof Belonging, unknown>> {
  const said: Partial<Record<keyof Belonging, unknown>> = {}
  for (const name of NAMES) {
    const value = Object.hasOwn(fields, name) ? BELONGING[name].parse(fields[name]) : undefined
    if (value !== undefined && !isFallback(name, value)) said[name] = value
  }
  return said
}

const isFallback = (name: keyof Belonging, value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : value === BELONGING[name].fallback

/** A field that every kind has, by name. */
export const belongingField = (name: string): Field<unknown> | undefined =>
  Object.hasOwn(BELONGING, name) ? BELONGING[name as keyof Belonging] : undefined
