import type { TextEdit } from '#board/document/text.ts'

/**
 * The smallest single edit that turns one text into the other; null when they are equal.
 * `caret`: where the caret is after the change, if it is known. It decides between equal letters: which `a` of `aaa` is
 * new matters to somebody who types beside it.
 */
export function diffText(before: string, after: string, caret: number = after.length): TextEdit | null {
  if (before === after) return null
  const most = Math.min(before.length, after.length)
  let suffix = commonSuffix(before, after, 0, Math.min(most, Math.max(0, after.length - caret)))
  let prefix = 0
  while (prefix < most - suffix && before[prefix] === after[prefix]) prefix++
  // What changed may end before the caret: take all that is equal.
  suffix = commonSuffix(before, after, suffix, most - prefix)
  if (splitsPair(before, prefix) || splitsPair(after, prefix)) prefix--
  if (splitsPair(before, before.length - suffix) || splitsPair(after, after.length - suffix)) suffix--
  return { index: prefix, remove: before.length - prefix - suffix, insert: after.slice(prefix, after.length - suffix) }
}

/** How many characters at the end are equal, when `known` are and no more than `most` are asked for. */
function commonSuffix(a: string, b: string, known: number, most: number): number {
  let length = known
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length++
  return length
}

/** Would a cut here part the two halves of one character? */
function splitsPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at - 1)
  const low = text.charCodeAt(at)
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
}

/** Where a place in a text is after an edit. At the very place of an insertion it stays before what was inserted. */
export function mapIndex(place: number, { index, remove, insert }: TextEdit): number {
  if (place <= index) return place
  if (place <= index + remove) return index + insert.length
  return place + insert.length - remove
}

/**
 * `edit` as it is when `overs`, one after the other, have been done to the same text first: edits to make one after the
 * other. What anybody inserted stays, and what anybody removed goes.
 */
export function rebase(edit: TextEdit, overs: readonly TextEdit[]): readonly TextEdit[] {
  let at = edit.index
  let removed: readonly Range[] = [{ from: edit.index, to: edit.index + edit.remove }]
  for (const over of overs) {
    at = mapIndex(at, over)
    removed = removed.flatMap((range) => survivors(range, over))
  }
  // From the last to the first, so that no place moves before its turn.
  const removals = removed.map(({ from, to }) => ({ index: from, remove: to - from, insert: '' })).reverse()
  return [...removals, { index: at, remove: 0, insert: edit.insert }]
}

interface Range {
  readonly from: number
  readonly to: number
}

/** What is left of a range, and where: the parts before and behind what an edit has replaced. */
function survivors({ from, to }: Range, { index, remove, insert }: TextEdit): readonly Range[] {
  const shift = insert.length - remove
  const parts = [
    { from, to: Math.min(to, index) },
    { from: Math.max(from, index + remove) + shift, to: to + shift },
  ]
  return parts.filter((part) => part.from < part.to)
}
