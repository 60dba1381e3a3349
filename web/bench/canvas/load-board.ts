import * as Y from 'yjs'
import { type BoardDocument, createBoardDocument } from '#board/document/board-document.ts'
import { LOAD_ORIGIN } from '#board/document/origin.ts'

/** For the pages to compare with: the board that their address names, read from the server as ours reads it. */
export async function loadBoard(): Promise<BoardDocument> {
  const id = new URLSearchParams(location.search).get('board')
  const response = await fetch(`/api/boards/${id}/state`)
  if (!response.ok) throw new Error(`the board's state was answered with ${response.status}`)
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()), LOAD_ORIGIN)
  return board
}

/** What these pages tell, in the words of ours. */
export const { dataset } = document.documentElement
