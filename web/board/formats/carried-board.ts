import { BadFile } from '../document/board-file.ts'
import { beginsWithBoard, boardInPng, boardInSvg, isPng } from './carried.ts'
import type { FileFormat, Given } from './format.ts'
import { readOwn } from './own.ts'

/** A picture of a board that carries it. */
export const carried: FileFormat = {
  id: 'carried',
  name: 'Drawbridge',
  extensions: ['.png', '.svg'],
  looksLike: ({ bytes, text }) => isPng(bytes) || beginsWithBoard(text),
  read: (given) => readOwn(boardIn(given)),
}

/** The file of a board that a picture carries. @throws {BadFile} where it carries none */
export function boardIn({ bytes, text }: Given): string {
  const board = isPng(bytes) ? boardInPng(bytes) : boardInSvg(text)
  if (board === undefined)
    throw new BadFile('other-format', 'it is a picture without a board in it: drop it on the board to add it')
  return board
}
