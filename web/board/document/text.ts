import * as Y from 'yjs'
import { LIMITS } from '../limits.ts'
import { splitsPair, truncate } from './truncate.ts'

/** A piece of text typed: at `index` (UTF-16 units), `remove` units out, `insert` in. */
export interface TextEdit {
  readonly index: number
  readonly remove: number
  readonly insert: string
}

/**
 * Types edits into a text, one after the other. It is read from shared texts, at least one, one behind the other. Places
 * outside of it are moved into it; what exceeds the length limit is left out.
 */
export function applyTextEdits(texts: readonly Y.Text[], edits: readonly TextEdit[]): void {
  for (const { index, remove, insert } of edits) {
    const length = texts.reduce((sum, text) => sum + text.length, 0)
    const at = clamp(index, 0, length)
    const gone = clamp(remove, 0, length - at)
    const typed = truncate(insert, Math.max(0, LIMITS.textLength - (length - gone)))
    // Insert first: other people's cursors between old and new text stay where a reader expects them.
    if (typed !== '') insertAt(texts, at, typed)
    if (gone > 0) deleteAt(texts, at + typed.length, gone)
  }
}

function insertAt(texts: readonly Y.Text[], index: number, typed: string): void {
  let at = index
  for (const text of texts) {
    if (at <= text.length) return text.insert(at, typed)
    at -= text.length
  }
}

function deleteAt(texts: readonly Y.Text[], index: number, count: number): void {
  let [at, left] = [index, count]
  for (const text of texts) {
    const { length } = text
    const gone = Math.min(left, Math.max(0, length - at))
    if (gone > 0) text.delete(at, gone)
    left -= gone
    at = Math.max(0, at - length)
  }
}

const clamp = (value: number, min: number, max: number): number =>
  Number.isFinite(value) ? Math.min(max, Math.max(min, Math.trunc(value))) : min

/** A shared text that starts as `text`. */
export const newText = (text: string): Y.Text => new Y.Text(truncate(text, LIMITS.textLength))

/** What to type so that one text becomes the other: the piece in which they differ. Others' typing around it stays. */
export function editToward(from: string, to: string): TextEdit | undefined {
  if (from === to) return undefined
  let start = 0
  while (start < from.length && start < to.length && from[start] === to[start]) start++
  let end = 0
  const most = Math.min(from.length, to.length) - start
  while (end < most && from[from.length - 1 - end] === to[to.length - 1 - end]) end++
  if (splitsPair(from, start) || splitsPair(to, start)) start--
  if (splitsPair(from, from.length - end) || splitsPair(to, to.length - end)) end--
  return { index: start, remove: from.length - end - start, insert: to.slice(start, to.length - end) }
}
