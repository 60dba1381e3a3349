import type { Element } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'

const LONGEST = 80

/** What people would call an element: its words, else its kind. */
export function nameOf({ kind, props }: Element): string {
  const words = wordsOf({ kind, props })
  return words === '' ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : Array.from(words).slice(0, LONGEST).join('')
}

/** The words that an element carries, on one line; empty when it carries none. */
export const wordsOf = (element: Pick<Element, 'kind' | 'props'>): string =>
  plainTextOf(element).replaceAll(/\s+/g, ' ').trim()

/** All that an element says, as other programs take it. */
export function plainTextOf({ kind, props }: Pick<Element, 'kind' | 'props'>): string {
  const says = kindOf(kind).says?.(props)
  if (says !== undefined) return says.trim() === '' ? '' : says
  return 'text' in props && typeof props.text === 'string' ? props.text : ''
}
