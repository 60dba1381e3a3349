import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import type { Element } from '#board/document/element.ts'

/**
 * What the server holds, read by a client that starts empty: nothing that an old tab could bring back counts.
 * @param base e.g. `http://127.0.0.1:3000`
 */
export async function storedElements(base: string, board: string): Promise<Element[]> {
  const response = await fetch(`${base}/api/boards/${board}/state`)
  if (!response.ok) throw new Error(`state answered ${response.status}`)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
  const document = createBoardDocument(doc)
  const elements = [...document.elements()]
  document.destroy()
  return elements
}
