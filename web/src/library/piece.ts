import type { Clip } from '#board/document/clip.ts'
import type { NewElement } from '#board/document/element.ts'
import { pictureOfNew } from '#board/document/picture-of-new.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Picture } from '#board/render/picture.ts'

/** Something to be put on any board, again and again. */
export interface Piece {
  readonly id: string
  readonly name: string
  readonly elements: readonly NewElement[]
}

/** What a piece looks like, with no margin. */
export const pictureOfPiece = ({ elements }: Pick<Piece, 'elements'>, measure: MeasureText): Picture =>
  pictureOfNew(elements, measure)

/** A piece as it is pasted. */
export const clipOfPiece = (piece: Piece, measure: MeasureText): Clip => ({
  elements: piece.elements,
  box: pictureOfPiece(piece, measure).bounds,
})
