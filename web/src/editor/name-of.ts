import type { Element } from '#board/document/element.ts'

const LONGEST = 80

/** What people would call an element: its words, else its kind. */
export function nameOf({ kind, props }: Element): string {
  const words = wordsOf(props)
  return words === '' ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : Array.from(words).slice(0, LONGEST).join('')
}

/** The words that an element carries, on one line; empty when it carries none. */
export const wordsOf = (props: object): string =>
  'text' in props && typeof props.text === 'string' ? props.text.replaceAll(/\s+/g, ' ').trim() : ''
