import type { DisplayItem, TextItem } from './display-item.ts'
import { FONT_STACKS, type Face } from './fonts.ts'

/** First and last code point, both included. */
export type CodeRange = readonly [from: number, to: number]

/** One file of a family. A family may come in many, each for some of its characters in one of its faces. */
export interface FontFile extends Pick<Face, 'bold' | 'italic'> {
  readonly family: string
  /** The characters that it is for; `undefined`: all of them. */
  readonly ranges: readonly CodeRange[] | undefined
}

/** `U+30-39, U+4??, U+1F600` → ranges of code points (https://www.w3.org/TR/css-fonts-4/#unicode-range-desc). */
export const parseUnicodeRange = (range: string): CodeRange[] =>
  range.split(',').map((part) => {
    const [from = '0', to = from] = part.trim().replace(/^u\+/i, '').split('-')
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)]
  })

/** Which face a CSS rule is for: `undefined` for a weight that words are never written in. */
export function faceOf(weight: string, style: string): Pick<Face, 'bold' | 'italic'> | undefined {
  const bold = weight === 'bold' || weight === '700'
  return bold || weight === 'normal' || weight === '400' ? { bold, italic: style === 'italic' } : undefined
}

export const covers = ({ ranges }: FontFile, codePoint: number): boolean =>
  ranges === undefined || ranges.some(([from, to]) => codePoint >= from && codePoint <= to)

/** Every system has an emoji font, and a file of them weighs megabytes: a document leaves them to its reader. */
const EMOJI_FAMILY = 'Noto Color Emoji'
const EMOJI = /\p{Emoji_Presentation}|\p{Regional_Indicator}/u

const FAMILY = /'([^']+)'|([^,\s][^,]*)/g

/** The families of a CSS list, in order, without quotes. */
export const familiesOf = (list: string): string[] =>
  Array.from(list.matchAll(FAMILY), ([, quoted, plain]) => quoted ?? plain?.trim() ?? '')

/** The files that a document must carry to look the same elsewhere: for each character the first one that has it. */
export const filesToEmbed = <File extends FontFile>(items: readonly DisplayItem[], files: readonly File[]): File[] =>
  filesFor(items, files, (family, character) => family !== EMOJI_FAMILY && !EMOJI.test(character))

/** The files that items are written in: for each character the first one that has it. */
export const filesNeeded = <File extends FontFile>(items: readonly DisplayItem[], files: readonly File[]): File[] =>
  filesFor(items, files, () => true)

function filesFor<File extends FontFile>(
  items: readonly DisplayItem[],
  files: readonly File[],
  mayUse: (family: string, character: string) => boolean,
): File[] {
  const needed = new Set<File>()
  for (const { face, text } of textsByFace(items)) {
    const stack = familiesOf(FONT_STACKS[face.font]).flatMap((family) => filesOfFace(family, face, files))
    for (const character of new Set(text)) {
      const codePoint = character.codePointAt(0) ?? 0
      const file = stack.find((candidate) => mayUse(candidate.family, character) && covers(candidate, codePoint))
      if (file) needed.add(file)
    }
  }
  return [...needed]
}

/** The files of a family in a face; of one that does not come in that face those that CSS would take: the slant counts more than the weight. */
export function filesOfFace<File extends FontFile>(
  family: string,
  { bold, italic }: Pick<Face, 'bold' | 'italic'>,
  files: readonly File[],
): readonly File[] {
  const own = files.filter((file) => file.family === family)
  const slanted = nearest(own, (file) => file.italic === italic)
  return nearest(slanted, (file) => file.bold === bold)
}

/** Those that are meant, or all others where there are none. */
function nearest<File>(files: readonly File[], isMeant: (file: File) => boolean): readonly File[] {
  const meant = files.filter(isMeant)
  return meant.length > 0 ? meant : files
}

function textsByFace(items: readonly DisplayItem[]): Iterable<{ readonly face: Face; readonly text: string }> {
  const texts = new Map<string, { readonly face: Face; readonly text: string }>()
  for (const item of textsIn(items)) {
    const { font, bold, italic, lines } = item
    const key = `${font} ${bold} ${italic}`
    const text = `${texts.get(key)?.text ?? ''}${lines.map((line) => line.text).join('')}`
    texts.set(key, { face: { font, bold, italic }, text })
  }
  return texts.values()
}

function* textsIn(items: readonly DisplayItem[]): Generator<TextItem> {
  for (const item of items) {
    if (item.type === 'text') yield item
    else if (item.type === 'clip') yield* textsIn(item.items)
  }
}
