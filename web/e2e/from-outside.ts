import { createHash } from 'node:crypto'
import { createCanvas } from '@napi-rs/canvas'
import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, encodeBoardFile } from '#board/document/board-file.ts'
import type { NewElement } from '#board/document/element.ts'

/** What comes to a board by its API, as a program puts it there. */
export async function putElements(base: string, board: string, elements: readonly NewElement[]): Promise<void> {
  await answered(
    fetch(`${base}/api/boards/${board}/elements`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ add: elements }),
    }),
  )
}

/** What comes to a board as a file of its own: also what a program has no words for. */
export async function putBoard(base: string, board: string, elements: readonly NewElement[]): Promise<void> {
  const document = createBoardDocument(new Doc())
  document.add(elements)
  const body = encodeBoardFile(boardFileOf(document))
  await answered(
    fetch(`${base}/api/boards/${board}/import`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    }),
  )
}

/** Gives a board a file; answers the hash that names it. */
export async function putFile(base: string, board: string, bytes: Uint8Array, type: string): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex')
  await answered(
    fetch(`${base}/api/boards/${board}/files/${hash}`, {
      method: 'PUT',
      headers: { 'Content-Type': type },
      body: Buffer.from(bytes),
    }),
  )
  return hash
}

async function answered(sent: Promise<Response>): Promise<void> {
  const response = await sent
  if (!response.ok) throw new Error(`the server answered ${response.status}: ${await response.text()}`)
}

/** A PNG of equally wide stripes, from left to right. */
export function stripes(width: number, height: number, ...colors: readonly string[]): Buffer {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  for (const [i, color] of colors.entries()) {
    context.fillStyle = color
    context.fillRect((width * i) / colors.length, 0, width / colors.length, height)
  }
  return canvas.toBuffer('image/png')
}
