import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { LIMITS } from '../limits.ts'
import { applyTextEdits } from './text.ts'
import { truncate } from './truncate.ts'

const shared = (text: string): Y.Text => {
  const shared = new Y.Doc().getText('text')
  shared.insert(0, text)
  return shared
}

describe('text edits', () => {
  it('[TEXT4] are typed one after the other; those outside the text are moved into it', () => {
    const text = shared('abc')
    applyTextEdits(
      [text],
      [
        { index: 99, remove: 5, insert: 'd' },
        { index: -4, remove: NaN, insert: '>' },
        { index: 1, remove: 2, insert: 'XY' },
      ],
    )
    expect(text.toJSON()).toBe('>XYcd')
  })

  it('[TEXT5] stop at the length limit, and never with half a character', () => {
    const text = shared('abc')
    applyTextEdits([text], [{ index: 0, remove: 3, insert: `${'x'.repeat(LIMITS.textLength - 1)}😀😀` }])
    expect(text.toJSON()).toBe('x'.repeat(LIMITS.textLength - 1))
    expect([truncate('a😀b', 2), truncate('a😀b', 3), truncate('ab', 9)]).toEqual(['a', 'a😀', 'ab'])
  })
})
