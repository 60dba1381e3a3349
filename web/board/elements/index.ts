import { code } from './code.ts'
import type { ElementKind } from './element-kind.ts'
import { formula } from './formula.ts'
import { frame } from './frame.ts'
import { image } from './image.ts'
import { line } from './line.ts'
import { note } from './note.ts'
import { rectangle } from './rectangle.ts'
import { shape } from './shape.ts'
import { stroke } from './stroke.ts'
import { table } from './table.ts'
import { text } from './text.ts'
import { unknown } from './unknown.ts'

/** Every kind of element. To add one, add its line. The props that reach a kind are always its own: `readProps` makes them from its fields. */
export const KINDS: readonly ElementKind[] = [
  stroke,
  shape,
  rectangle,
  line,
  note,
  text,
  image,
  frame,
  table,
  code,
  formula,
]

const BY_NAME: ReadonlyMap<string, ElementKind> = new Map(KINDS.map((kind) => [kind.kind, kind]))

/** The kind of that name; a placeholder for names that this version does not know. */
export const kindOf = (name: string): ElementKind => BY_NAME.get(name) ?? unknown

export const isKnownKind = (name: string): boolean => BY_NAME.has(name)
