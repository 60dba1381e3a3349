import type { DisplayItem } from '#board/render/display-item.ts'
import { cssFont } from '#board/render/fonts.ts'
import { loadWideFonts } from '../ui/load-wide-fonts.ts'

/** Any: a font is the same file at each of them, CSS pixels. */
const SIZE = 16

/** Fetches what the letters of these items are drawn with. Answers whether anything came, after which all words have other widths. */
export async function fetchFonts(items: readonly DisplayItem[], fonts: FontFaceSet = document.fonts): Promise<boolean> {
  const letters = new Map<string, Set<string>>()
  collect(items, letters)
  if (letters.size === 0) return false
  await loadWideFonts()
  const missing = Array.from(letters, ([font, of]) => [font, [...of].join('')] as const).filter(
    ([font, words]) => !fonts.check(font, words),
  )
  if (missing.length === 0) return false
  await Promise.allSettled(missing.map(([font, words]) => fonts.load(font, words)))
  await fonts.ready
  // Whoever remembers widths is told of them in a task of its own.
  await new Promise((resolve) => setTimeout(resolve))
  return true
}

function collect(items: readonly DisplayItem[], letters: Map<string, Set<string>>): void {
  for (const item of items) {
    if (item.type === 'clip') collect(item.items, letters)
    if (item.type !== 'text') continue
    const font = cssFont(item, SIZE)
    const known = letters.get(font) ?? new Set()
    letters.set(font, known)
    for (const { text } of item.lines) for (const letter of text) known.add(letter)
  }
}
