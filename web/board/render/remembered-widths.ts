import type { Face, MeasureText } from './fonts.ts'

/** Widths are measured once at this size and scaled: advance widths grow with the size. */
const MEASURED_SIZE = 100
/** Characters of remembered lines, with their faces; when there are more, all are forgotten. */
const CAPACITY = 500_000

export interface RememberedWidths {
  readonly measure: MeasureText
  /** Other fonts, other widths. */
  readonly forget: () => void
}

/** Asks a host, for which measuring is slow, once for each line: words that fit themselves to something try many sizes. */
export function rememberWidths(host: MeasureText): RememberedWidths {
  const widths = new Map<string, number>()
  let characters = 0

  function forget(): void {
    widths.clear()
    characters = 0
  }

  function widthOf(text: string, face: Face): number {
    const key = `${face.font}${face.bold ? 'b' : ''}${face.italic ? 'i' : ''}/${text}`
    const known = widths.get(key)
    if (known !== undefined) return known
    const width = host(text, face, MEASURED_SIZE)
    characters += key.length
    if (characters > CAPACITY) forget()
    widths.set(key, width)
    return width
  }

  return { measure: (text, face, size) => (widthOf(text, face) * size) / MEASURED_SIZE, forget }
}
