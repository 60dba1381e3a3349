import type { BoardDocument } from '#board/document/board-document.ts'
import type { Element } from '#board/document/element.ts'
import { elementsOn } from '#board/document/page-elements.ts'
import { createStructure, pageOf, type Structure } from '#board/document/structure.ts'
import { comparePresented, type FrameProps } from '#board/elements/frame.ts'
import { kindOf } from '#board/elements/index.ts'
import { compareZ } from '#board/elements/z-order.ts'
import { boxAt, boxOfCoordinates, type Box } from '#board/geometry/box.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { pictureOf, type Picture, type PictureChoice } from '#board/render/picture.ts'
import { SERVER_LIMITS } from '../limits.ts'
import { PictureTooLarge } from './picture-options.ts'
import type { PictureOptions } from './picture-options.ts'
import { shaped } from './scale.ts'

/** A sheet of a document: one picture, and what of the board it is. */
export interface Leaf {
  /** As people call it; empty where it has no name. */
  readonly name: string
  /** Of the board. */
  readonly page: string
  readonly picture: Picture
  /** Frames that can be found on it, by id, and where. */
  readonly frames: ReadonlyMap<string, Box>
}

/** What was asked for of a board: one leaf, or as many as there are frames or pages. @throws {PictureTooLarge} */
export function leavesOf(
  board: BoardDocument,
  asked: PictureOptions,
  measure: MeasureText,
): readonly [Leaf, ...Leaf[]] {
  const structure = createStructure(board)
  const asks = asked.frame ?? asked.elements?.[0]
  const page = asked.page ?? (asks === undefined ? undefined : pageOf(board.belonging(asks)))
  const reading: Reading = { board, structure, asked, measure }
  const first = page ?? structure.pages()[0]!.id
  const pages = asked.each === undefined || page !== undefined ? [first] : structure.pages().map(({ id }) => id)
  const leaves = pages.flatMap((id) => leavesOfPage(reading, id))
  structure.dispose()
  if (leaves.length > SERVER_LIMITS.documentLeaves)
    throw new PictureTooLarge(
      `a document has at most ${SERVER_LIMITS.documentLeaves} pages; this one would have ${leaves.length}`,
    )
  const [leaf = wholeLeaf(reading, first, []), ...more] = leaves
  return [leaf, ...more]
}

interface Reading {
  readonly board: BoardDocument
  readonly structure: Structure
  readonly asked: PictureOptions
  readonly measure: MeasureText
}

/** Of a page without frames, where there is to be one leaf for each of those, none. */
function leavesOfPage(reading: Reading, page: string): Leaf[] {
  const { board, structure, asked, measure } = reading
  const elements = [...elementsOn(board, structure, page)].sort(compareZ)
  if (asked.each !== 'frame') return [wholeLeaf(reading, page, elements)]
  const frames = framesOn(elements)
  return frames
    .toSorted((a, b) => comparePresented(a.props, b.props))
    .map(({ id, props, box }) => ({
      name: props.name,
      page,
      picture: sheetOf(pictureOf(elements, measure, { within: id }), asked),
      frames: new Map([[id, box]]),
    }))
}

function wholeLeaf({ structure, asked, measure }: Reading, page: string, elements: readonly Element[]): Leaf {
  const { elements: only, frame: within, viewport, padding: margin } = asked
  const choice: PictureChoice = {
    margin,
    only: only && new Set(only),
    within,
    viewport: viewport && shaped(boxAt(...viewport), asked),
  }
  return {
    name: structure.pages().find(({ id }) => id === page)?.name ?? '',
    page,
    picture: sheetOf(pictureOf(elements, measure, choice), asked),
    frames: new Map(framesOn(elements).map(({ id, box }) => [id, box])),
  }
}

const sheetOf = (picture: Picture, asked: PictureOptions): Picture => ({
  ...picture,
  bounds: shaped(picture.bounds, asked),
})

/** Bottom to top. */
function framesOn(elements: readonly Element[]) {
  return elements.flatMap(({ id, kind, props }) => {
    const polygon = kindOf(kind).holds?.(props)
    return polygon ? [{ id, props: props as FrameProps, box: boxOfCoordinates(polygon) }] : []
  })
}
