import type { Field } from '#board/elements/element-kind.ts'
import { rectangle } from '#board/elements/rectangle.ts'
import { text } from '#board/elements/text.ts'
import { DEFAULT_STYLE, type Style } from '../editor/style.ts'
import type { LocalMemory } from './local-memory.ts'

const KEY = 'style'

/** The document's own parsers: what it would refuse is not drawn with either. */
const FIELDS: { readonly [Name in keyof Style]: Field<Style[Name]> } = {
  color: rectangle.fields.color,
  width: rectangle.fields.width,
  opacity: rectangle.fields.opacity,
  fill: rectangle.fields.fill,
  font: text.fields.font,
  size: text.fields.size,
}

/** The style that somebody drew with last in this browser; whatever of it makes no sense is the default. */
export function recallStyle(memory: LocalMemory): Style {
  const raw = memory.recall(KEY)
  const stored = new Map(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])
  const style = Object.entries(FIELDS).map(([name, { parse }]) => [name, parse(stored.get(name))] as const)
  return { ...DEFAULT_STYLE, ...Object.fromEntries(style.filter(([, value]) => value !== undefined)) }
}

export const rememberStyle = (memory: LocalMemory, style: Style): void => memory.remember(KEY, style)
