import { code } from '#board/elements/code.ts'
import type { Field } from '#board/elements/element-kind.ts'
import { choiceField } from '#board/elements/fields.ts'
import { line } from '#board/elements/line.ts'
import { shape } from '#board/elements/shape.ts'
import { text } from '#board/elements/text.ts'
import { DEFAULT_STYLE, type Nib, type Style } from '../editor/style.ts'
import type { LocalMemory } from './local-memory.ts'

const KEY = 'style'

/** The document's own parsers: what it would refuse is not drawn with either. */
const FIELDS: { readonly [Name in keyof Style]: Field<Style[Name]> } = {
  color: shape.fields.color,
  width: shape.fields.width,
  opacity: shape.fields.opacity,
  fill: shape.fields.fill,
  fillStyle: shape.fields.fillStyle,
  dash: shape.fields.dash,
  radius: shape.fields.radius,
  look: shape.fields.look,
  font: text.fields.font,
  bold: text.fields.bold,
  italic: text.fields.italic,
  size: text.fields.size,
  align: text.fields.align,
  nib: choiceField<Nib>(['pressure', 'even'], 'pressure'),
  route: line.fields.route,
  startHead: line.fields.startHead,
  endHead: line.fields.endHead,
  language: code.fields.language,
}

/** The style that somebody drew with last in this browser; whatever of it makes no sense is the default. */
export function recallStyle(memory: LocalMemory): Style {
  const raw = memory.recall(KEY)
  const stored = new Map(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])
  const style = Object.entries(FIELDS).map(([name, { parse }]) => [name, parse(stored.get(name))] as const)
  return { ...DEFAULT_STYLE, ...Object.fromEntries(style.filter(([, value]) => value !== undefined)) }
}

export const rememberStyle = (memory: LocalMemory, style: Style): void => memory.remember(KEY, style)
