import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardDocument } from '../document/board-document.ts'
import { LOAD_ORIGIN } from '../document/origin.ts'
import type { Change } from '../document/change.ts'
import { pictureOf } from '../render/picture.ts'
import { canonical } from './canonical.ts'
import { drawDemoBoard } from './demo-board.ts'
import { measureRoughly } from './measure.ts'
import { fillSampleBoard } from './sample-board.ts'

const withoutIds = (value: unknown): string => JSON.stringify(value).replaceAll(/"id":"[^"]*"/g, '')

describe('a big board', { timeout: 60_000 }, () => {
  it('[DOC30] opens in one change, whole, and gives up a thousand elements in one transaction', () => {
    const made = createBoardDocument(new Y.Doc())
    const doc = new Y.Doc()
    const source = new Y.Doc()
    const ids = fillSampleBoard(createBoardDocument(source), 20_000)
    const board = createBoardDocument(doc)
    const changes: Change[] = []
    board.onChange((change) => changes.push(change))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(source), LOAD_ORIGIN)
    expect(changes.map(({ added, origin }) => [added.size, origin])).toEqual([[20_000, 'load']])
    expect([board.size, made.size, [...board.elements()].length]).toEqual([20_000, 0, 20_000])
    const gone = ids.filter((_, i) => i % 20 === 7)
    board.remove(gone)
    expect(board.size).toBe(19_000)
    expect(changes[1]?.removed).toEqual(new Set(gone))
    const left = new Set([...board.elements()].map(({ id }) => id))
    expect(gone.some((id) => left.has(id))).toBe(false)
    expect(left.size).toBe(19_000)
  })

  it('[DOC31] of a seed is always the same', () => {
    const make = (): unknown => {
      const board = createBoardDocument(new Y.Doc())
      fillSampleBoard(board, 300, 5)
      return canonical(board)
    }
    expect(withoutIds(make())).toBe(withoutIds(make()))
  })
})

describe('the demo board', () => {
  it('fits a screen', () => {
    const board = createBoardDocument(new Y.Doc())
    drawDemoBoard(board)
    const { bounds } = pictureOf(board.elements(), measureRoughly, { margin: 0 })
    expect([bounds.minX > -20, bounds.minY > -20, bounds.maxX < 1_300, bounds.maxY < 800]).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(board.meta.title).toBe('How a stroke crosses the river')
  })
})
