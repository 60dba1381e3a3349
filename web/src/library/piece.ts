import type { Clip } from '#board/document/clip.ts'
import type { NewElement } from '#board/document/element.ts'
import { readBelonging } from '#board/elements/belonging.ts'
import { readProps, wordsOfNew } from '#board/elements/read.ts'
import { FIRST_Z } from '#board/elements/z-order.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { pictureOf, type Picture } from '#board/render/picture.ts'

/** Something to be put on any board, again and again. */
export interface Piece {
  readonly id: string
  readonly name: string
  readonly elements: readonly NewElement[]
}

/** What a piece looks like, with no margin. What is written later lies above. */
export function pictureOfPiece({ elements }: Pick<Piece, 'elements'>, measure: MeasureText): Picture {
  const depicted = elements.map((element, i) => {
    const { id = String(i).padStart(12, '0'), kind } = element
    const born = { ...element, id }
    return {
      id,
      kind,
      z: `${FIRST_Z}${String(i).padStart(6, '0')}`,
      props: readProps(born, undefined, wordsOfNew(element)),
      belonging: readBelonging(born, undefined),
    }
  })
  return pictureOf(depicted, measure, { margin: 0 })
}

/** A piece as it is pasted. */
export const clipOfPiece = (piece: Piece, measure: MeasureText): Clip => ({
  elements: piece.elements,
  box: pictureOfPiece(piece, measure).bounds,
})
