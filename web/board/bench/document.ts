import * as Y from 'yjs'
import { createBoardDocument } from '../document/board-document.ts'
import { LOAD_ORIGIN } from '../document/origin.ts'
import { kindOf } from '../elements/index.ts'
import { measureRoughly } from '../testing/measure.ts'
import { fillSampleBoard } from '../testing/sample-board.ts'

/** One line of the result. Times in milliseconds, sizes in bytes. */
interface Row {
  readonly elements: number
  readonly bytesPerElement: number
  /** Stored state → a document that can be read. */
  readonly openMs: number
  /** Props of every element. */
  readonly readMs: number
  /** Bounds of every element, as the scene needs them. */
  readonly boundsMs: number
  /** One element moved. */
  readonly moveMs: number
  /** 1,000 elements at random places deleted. */
  readonly removeMs: number
}

const timed = (action: () => void): number => {
  const start = Date.now()
  action()
  return Date.now() - start
}

function measureBoard(elements: number): Row {
  const made = new Y.Doc()
  const ids = fillSampleBoard(createBoardDocument(made), elements)
  const state = Y.encodeStateAsUpdate(made)
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const openMs = timed(() => Y.applyUpdate(doc, state, LOAD_ORIGIN))
  const readMs = timed(() => [...board.elements()])
  const boundsMs = timed(() => {
    for (const { kind, props } of board.elements()) kindOf(kind).bounds(props, measureRoughly)
  })
  const moveMs = timed(() => board.transform([ids[elements >> 1] as string], [1, 0, 0, 1, 5, 5]))
  const every = Math.max(1, Math.floor(elements / 1_000))
  const removeMs = timed(() => board.remove(ids.filter((_, i) => i % every === 0)))
  return { elements, bytesPerElement: Math.round(state.length / elements), openMs, readMs, boundsMs, moveMs, removeMs }
}

/** Size and speed of the document at 10,000 and 100,000 elements. */
export const run = async (): Promise<readonly Row[]> => Promise.resolve([10_000, 100_000].map(measureBoard))
