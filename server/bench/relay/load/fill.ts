import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { MESSAGE_SYNC, SYNC_UPDATE } from '#board/protocol.ts'
import { fillSampleBoard } from '#board/testing/sample-board.ts'
import { encode } from '../../../testing/encode.ts'
import { pagesOf } from '../../../testing/pages.ts'
import { contentHash, eventually, fetchBoard } from './content.ts'
import type { Reach } from './jobs.ts'
import { Person, type Target } from './person.ts'

/** Puts a drawn board onto a server, and stays on it. */
export interface FillJob {
  readonly target: Target
  readonly elements: number
  readonly seed: number
}

const CHUNK_BYTES = 256 * 1024

/** Answers the size of the board as one Yjs update, bytes. */
export async function fill({ target, elements, seed }: FillJob, reach: Reach): Promise<number> {
  const doc = new Y.Doc()
  fillSampleBoard(createBoardDocument(doc), elements, seed)
  const update = Y.encodeStateAsUpdate(doc)
  const expected = contentHash(doc)
  const person = await Person.join(target)
  for (const part of pagesOf(doc, CHUNK_BYTES)) person.send(encode(MESSAGE_SYNC, SYNC_UPDATE, part))
  const isThere = await eventually(async () => contentHash(await fetchBoard(target)) === expected)
  if (!isThere) throw new Error(`the server did not take a board of ${elements} elements`)
  await reach('filled', update.length)
  person.leave()
  return update.length
}
