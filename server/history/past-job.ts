import * as Y from 'yjs'
import { boardFileOf, fillBoard } from '#board/document/board-file.ts'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { BoardDocument } from '#board/document/board-document.ts'
import { differenceBetween } from '#board/document/difference.ts'
import type { Difference } from '#board/document/difference.ts'
import { withoutWork } from '#board/document/without-work.ts'
import type { LoggedUpdate } from '#board/document/without-work.ts'
import { fileHashesIn } from '../storage/file-references.ts'

/** What takes time rather than disk, of what boards were. States are V1 updates. */
export type PastJob =
  | { readonly type: 'difference'; readonly from: Uint8Array; readonly to: Uint8Array }
  /** Only what people see of it: no history, no comments, in nobody's name. */
  | { readonly type: 'copy'; readonly state: Uint8Array }
  /** What it takes to undo some of the updates since a moment. */
  | { readonly type: 'without'; readonly base: Uint8Array; readonly log: readonly LoggedUpdate[] }

export type PastAnswer = { readonly difference: Difference } | PastCopy | PastUndoing

/** What undoing somebody's work does to a board. */
export interface PastUndoing {
  readonly difference: Difference
  /** Elements of that work that stay, as others have worked on them since. */
  readonly kept: readonly string[]
  /** How many of the elements that go are of each kind. */
  readonly kinds: Readonly<Record<string, number>>
  /** Of the board as it is then. */
  readonly bytes: number
}

export interface PastCopy {
  readonly state: Uint8Array
  /** Hashes of the pictures on it. */
  readonly files: readonly string[]
}

export function pastAnswer(job: PastJob): PastAnswer {
  if (job.type === 'difference') return { difference: differenceBetween(opened(job.from), opened(job.to)) }
  if (job.type === 'without') return undoing(job)
  const doc = new Y.Doc()
  fillBoard(createBoardDocument(doc), boardFileOf(opened(job.state)))
  return { state: Y.encodeStateAsUpdate(doc), files: [...fileHashesIn(doc)] }
}

function opened(state: Uint8Array): BoardDocument {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return createBoardDocument(doc)
}

function undoing({ base, log }: Extract<PastJob, { type: 'without' }>): PastUndoing {
  const { now, rest, kept } = withoutWork(base, log)
  const board = createBoardDocument(now)
  const difference = differenceBetween(board, createBoardDocument(rest))
  const kinds: Record<string, number> = {}
  for (const id of difference.removed) {
    const kind = board.kindOf(id) ?? ''
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return { difference, kept, kinds, bytes: Y.encodeStateAsUpdate(rest).length }
}
