import type { Translate } from '../words/words.ts'
import type { Element } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'

const LONGEST = 80

/** What people would call an element: its words, else its kind. */
export function nameOf(element: Element, t: Translate): string {
  const words = wordsOf(element)
  return words === '' ? t(kindName(element)) : Array.from(words).slice(0, LONGEST).join('')
}

/** What people would call its kind, in English; a shape is called what it is a shape of. */
export function kindName({ kind, props }: Element): string {
  const name = 'shape' in props && typeof props.shape === 'string' ? props.shape : kind
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`
}

/** The words that an element carries, else what its picture shows or how it is called, on one line; empty when it says nothing. */
export function wordsOf(element: Pick<Element, 'kind' | 'props'>): string {
  const { alt, name } = element.props as { readonly alt?: unknown; readonly name?: unknown }
  const words = [plainTextOf(element), alt, name].find((value) => typeof value === 'string' && value !== '')
  return typeof words === 'string' ? words.replaceAll(/\s+/g, ' ').trim() : ''
}

/** All that an element says, as other programs take it. */
export function plainTextOf({ kind, props }: Pick<Element, 'kind' | 'props'>): string {
  const says = kindOf(kind).says?.(props)
  if (says !== undefined) return says.trim() === '' ? '' : says
  return 'text' in props && typeof props.text === 'string' ? props.text : ''
}
