import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TextEdit } from '#board/document/text.ts'
import { diffText, mapIndex, rebase } from './text-edits.ts'

const BASE = 'one two three'

const apply = (text: string, edits: readonly TextEdit[]) =>
  edits.reduce((text, { index, remove, insert }) => text.slice(0, index) + insert + text.slice(index + remove), text)

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('😀', '😁', 'a', '你'), maxLength: 8 }),
)
const LONE_HALF = /\p{Surrogate}/u

test('[TYPE1] the edit between two texts turns the one into the other, wherever the caret is, and parts no character', () => {
  fc.assert(
    fc.property(text, text, fc.nat(12), (before, after, caret) => {
      const edit = diffText(before, after, caret)
      expect(edit ? apply(before, [edit]) : before).toBe(after)
      if (!edit) return
      expect(edit.insert).not.toMatch(LONE_HALF)
      expect(before.slice(edit.index, edit.index + edit.remove)).not.toMatch(LONE_HALF)
    }),
  )
})

test('[TYPE2] among equal letters, the new one is where the caret is', () => {
  expect(diffText('aaaa', 'aaaaa', 2)).toEqual({ index: 1, remove: 0, insert: 'a' })
  expect(diffText('aaaa', 'aaaaa')).toEqual({ index: 4, remove: 0, insert: 'a' })
  expect(diffText('hello', 'helo', 3)).toEqual({ index: 3, remove: 1, insert: '' })
})

const edit = (insert: string) =>
  fc
    .record({ index: fc.nat(BASE.length), length: fc.nat(BASE.length) })
    .map(({ index, length }): TextEdit => ({ index, remove: Math.min(length, BASE.length - index), insert }))

test('[TYPE3] two edits of one text keep what both have typed and remove what either has removed', () => {
  fc.assert(
    fc.property(edit('MINE'), edit('THEIRS'), (mine, theirs) => {
      const merged = apply(apply(BASE, [theirs]), rebase(mine, [theirs]))
      expect(merged).toContain('MINE')
      expect(merged).toContain('THEIRS')
      const left = Array.from(BASE, (_, i) => i).filter((i) => !covers(mine, i) && !covers(theirs, i))
      expect(merged.replace('MINE', '').replace('THEIRS', '')).toBe(left.map((i) => BASE[i]).join(''))
    }),
  )
})

const covers = ({ index, remove }: TextEdit, place: number) => place >= index && place < index + remove

test('[TYPE3] a place in a text moves with an edit', () => {
  const edit = { index: 2, remove: 3, insert: 'abcd' }
  expect([0, 2, 4, 5, 9].map((place) => mapIndex(place, edit))).toEqual([0, 2, 6, 6, 10])
})
