import type { BoardDocument } from '#board/document/board-document.ts'
import { leavesOf as leavesOfBoard, type Leaf as BoardLeaf } from '#board/document/leaves.ts'
import { pageOf } from '#board/document/structure.ts'
import { boxAt } from '#board/geometry/box.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Picture } from '#board/render/picture.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { PictureTooLarge } from './picture-options.ts'
import type { PictureOptions } from './picture-options.ts'
import { shaped } from './scale.ts'

/** A sheet of a document: one picture, and what of the board it is. */
export interface Leaf extends Omit<BoardLeaf, 'picture'> {
  readonly picture: Picture
}

/** What was asked for of a board: one leaf, or as many as there are frames or pages. @throws {PictureTooLarge} */
export function leavesOf(
  board: BoardDocument,
  asked: PictureOptions,
  measure: MeasureText,
): readonly [Leaf, ...Leaf[]] {
  const { elements, frame: within, viewport, padding: margin, each } = asked
  const asks = within ?? elements?.[0]
  const choice = {
    page: asked.page ?? (asks === undefined ? undefined : pageOf(board.belonging(asks))),
    each,
    margin,
    only: elements && new Set(elements),
    within,
    viewport: viewport && shaped(boxAt(...viewport), asked),
  }
  const [first, ...more] = leavesOfBoard(board, choice, measure)
  if (more.length >= SERVER_LIMITS.documentLeaves)
    throw new PictureTooLarge(
      `a document has at most ${SERVER_LIMITS.documentLeaves} pages; this one would have ${more.length + 1}`,
    )
  const drawn = (leaf: BoardLeaf): Leaf => ({ ...leaf, picture: sheetOf(leaf.picture(), asked) })
  return [drawn(first), ...more.map(drawn)]
}

const sheetOf = (picture: Picture, asked: PictureOptions): Picture => ({
  ...picture,
  bounds: shaped(picture.bounds, asked),
})
