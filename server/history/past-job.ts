import * as Y from 'yjs'
import { boardFileOf, fillBoard } from '#board/document/board-file.ts'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { BoardDocument } from '#board/document/board-document.ts'
import { differenceBetween } from '#board/document/difference.ts'
import type { Difference } from '#board/document/difference.ts'
import { fileHashesIn } from '../storage/file-references.ts'

/** What takes time rather than disk, of what boards were. States are V1 updates. */
export type PastJob =
  | { readonly type: 'difference'; readonly from: Uint8Array; readonly to: Uint8Array }
  /** Only what people see of it: no history, no comments, in nobody's name. */
  | { readonly type: 'copy'; readonly state: Uint8Array }

export type PastAnswer = { readonly difference: Difference } | PastCopy

export interface PastCopy {
  readonly state: Uint8Array
  /** Hashes of the pictures on it. */
  readonly files: readonly string[]
}

export function pastAnswer(job: PastJob): PastAnswer {
  if (job.type === 'difference') return { difference: differenceBetween(opened(job.from), opened(job.to)) }
  const doc = new Y.Doc()
  fillBoard(createBoardDocument(doc), boardFileOf(opened(job.state)))
  return { state: Y.encodeStateAsUpdate(doc), files: [...fileHashesIn(doc)] }
}

function opened(state: Uint8Array): BoardDocument {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return createBoardDocument(doc)
}
