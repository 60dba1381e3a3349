import { comparePresented, type FrameProps } from '../elements/frame.ts'
import { kindOf } from '../elements/index.ts'
import { compareZ } from '../elements/z-order.ts'
import { boxOfCoordinates, type Box } from '../geometry/box.ts'
import type { MeasureText } from '../render/fonts.ts'
import { pictureOf, type Picture, type PictureChoice } from '../render/picture.ts'
import type { BoardReader } from './board-reader.ts'
import type { Element } from './element.ts'
import { elementsOn } from './page-elements.ts'
import { createStructure, type Structure } from './structure.ts'

/** A sheet of a document that is made from a board: what of the board it is. */
export interface Leaf {
  /** As people call it; empty where it has no name. */
  readonly name: string
  /** Of the board. */
  readonly page: string
  /** Frames that can be found on it, by id, and where. */
  readonly frames: ReadonlyMap<string, Box>
  /** What it shows, laid out when it is asked for. */
  readonly picture: () => Picture
}

export interface LeafChoice extends PictureChoice {
  /** The page that is shown; without it the first, or all where there is to be a leaf for each. */
  readonly page?: string | undefined
  /** A leaf for each frame, in presenting order, or for each page of the board; else there is one leaf. */
  readonly each?: 'frame' | 'page' | undefined
}

interface Reading {
  readonly structure: Structure
  readonly choice: LeafChoice
  readonly measure: MeasureText
}

/** The sheets of a document, at least one: where there is to be one for each frame and there is none, an empty one. */
export function leavesOf(board: BoardReader, choice: LeafChoice, measure: MeasureText): readonly [Leaf, ...Leaf[]] {
  const structure = createStructure(board)
  const reading = { structure, choice, measure }
  const { page, each } = choice
  const first = page ?? structure.pages()[0]!.id
  const pages = each === undefined || page !== undefined ? [first] : structure.pages().map(({ id }) => id)
  const leaves = pages.flatMap((id) => {
    const elements = [...elementsOn(board, structure, id)].sort(compareZ)
    return each === 'frame' ? framesOf(reading, id, elements) : [wholeOf(reading, id, elements)]
  })
  const [leaf = wholeOf(reading, first, []), ...more] = leaves
  structure.dispose()
  return [leaf, ...more]
}

function framesOf({ measure }: Reading, page: string, elements: readonly Element[]): Leaf[] {
  return framesOn(elements)
    .toSorted((a, b) => comparePresented(a.props, b.props))
    .map(({ id, props, box }) => ({
      name: props.name,
      page,
      frames: new Map([[id, box]]),
      picture: () => pictureOf(elements, measure, { within: id }),
    }))
}

const wholeOf = ({ structure, choice, measure }: Reading, page: string, elements: readonly Element[]): Leaf => ({
  name: structure.pages().find(({ id }) => id === page)?.name ?? '',
  page,
  frames: new Map(framesOn(elements).map(({ id, box }) => [id, box])),
  picture: () => pictureOf(elements, measure, choice),
})

/** Bottom to top. */
function framesOn(elements: readonly Element[]) {
  return elements.flatMap(({ id, kind, props }) => {
    const polygon = kindOf(kind).holds?.(props)
    return polygon ? [{ id, props: props as FrameProps, box: boxOfCoordinates(polygon) }] : []
  })
}
