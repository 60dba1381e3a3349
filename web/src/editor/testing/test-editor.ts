import * as Y from 'yjs'
import { createBoardDocument, type BoardDocument } from '#board/document/board-document.ts'
import { newStrokes } from '#board/elements/new-strokes.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { measureRoughly } from '#board/testing/measure.ts'
import { TOOLS } from '../../tools/index.ts'
import { createEditor, type OwnedEditor } from '../create-editor.ts'
import { createFrames, type Frames } from '../frames.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'

/** Frames that come when a test says so. */
export interface ManualFrames extends Frames {
  /** Runs the frame that was asked for, if one was; answers whether there was one. */
  flush(now?: number): boolean
  /** Runs frames until none is asked for. */
  flushAll(): void
}

export function manualFrames(): ManualFrames {
  let due: ((now: number) => void) | null = null
  const frames = createFrames(
    (run) => {
      due = run
      return 1
    },
    () => {
      due = null
    },
  )
  const flush = (now = 0) => {
    const run = due
    due = null
    run?.(now)
    return run !== null
  }
  return {
    ...frames,
    flush,
    flushAll() {
      while (flush());
    },
  }
}

export interface TestBoard {
  readonly doc: Y.Doc
  readonly document: BoardDocument
  readonly editor: OwnedEditor
  readonly frames: ManualFrames
  readonly clock: ManualClock
}

interface TestBoardOptions {
  readonly readonly?: boolean
  readonly measure?: MeasureText
  /** One that there is already. */
  readonly document?: BoardDocument
}

/** A real document with a real editor and no canvas. */
export function testBoard(options: TestBoardOptions = {}): TestBoard {
  const doc = new Y.Doc()
  const document = options.document ?? createBoardDocument(doc)
  const frames = manualFrames()
  const clock = createManualClock()
  const editor = createEditor({
    document,
    measure: measureRoughly,
    tools: TOOLS,
    frames,
    clock,
    author: () => 'Ada',
    ...options,
  })
  editor.resize({ width: 800, height: 600 })
  return { doc, document, editor, frames, clock }
}

/** Adds a rectangle; answers its id. */
export function addRectangle(
  document: BoardDocument,
  x: number,
  y: number,
  width: number,
  height: number,
  fill = 'none',
): string {
  return document.add([{ kind: 'rectangle', matrix: [width, 0, 0, height, x, y], fill, width: 2 }])[0] as string
}

/** Adds ink through `x, y` points; answers its id. */
export function addStroke(document: BoardDocument, ...points: readonly (readonly [number, number])[]): string {
  const flat = points.flatMap(([x, y]) => [x, y, 0.5])
  return document.add(newStrokes(flat, { color: 'ink', width: 4, opacity: 1 }, 1))[0] as string
}

/** Adds a text; answers its id. */
export function addText(document: BoardDocument, x: number, y: number, text: string): string {
  return document.add([{ kind: 'text', matrix: [1, 0, 0, 1, x, y], text, size: 20 }])[0] as string
}
