import { PDFDocument } from '@napi-rs/canvas'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { boardPlaceOf } from '#board/elements/link.ts'
import { height, intersection, isEmpty, width } from '#board/geometry/box.ts'
import { paintItems } from '#board/render/canvas.ts'
import { bitmapsOf } from './bitmaps.ts'
import { withFonts } from './lettering.ts'
import type { Leaf } from './leaves.ts'
import { paintSheet, place } from './paint.ts'
import { finishPdf } from './pdf-details.ts'
import type { About } from './picture-options.ts'
import { scaleOfPage } from './scale.ts'
import { letterByLetter, spelt } from './spelt.ts'
import type { Sheet } from './snapshot.ts'

/**
 * As a PDF: lines and letters stay what they are, words can be searched and copied, and links lead where they led, those to frames
 * and pages that are in it to their place.
 * @throws {PictureTooLarge}
 */
export async function pdfOf({ title, leaves, about, options, fonts, files }: Sheet): Promise<Uint8Array> {
  const bitmaps = await bitmapsOf(files)
  const marks = marksOf(leaves)
  const pdf = new PDFDocument()
  for (const [at, leaf] of leaves.entries()) {
    const { bounds, items } = leaf.picture
    const scale = scaleOfPage(leaf.picture, options)
    const page = pdf.beginPage(Math.max(1, width(bounds) * scale), Math.max(1, height(bounds) * scale)) as SKRSContext2D
    place(page, bounds, scale)
    paintSheet(page, bounds, options)
    paintItems(withFonts(page, fonts, keepLetters), spelt(items, fonts), options.theme, bitmaps)
    page.annotateNamedDestination(bounds.minX, bounds.minY, leafName(at))
    for (const { name, on, x, y } of marks.values()) if (on === leaf) page.annotateNamedDestination(x, y, name)
    annotateLinks(page, leaf, marks, about)
    pdf.endPage()
  }
  const outline =
    leaves.length === 1 ? [] : leaves.map(({ name }, at) => ({ title: name || `${at + 1}`, at: leafName(at) }))
  return finishPdf(pdf.close(), { title, created: about.created, modified: about.modified, outline })
}

/** A destination: the beginning of a page of the document. */
const leafName = (at: number): string => `leaf${at}`

/** A place that links lead to. */
interface Mark {
  readonly name: string
  readonly on: Leaf
  readonly x: number
  readonly y: number
}

/** Where the frames and pages are that are in the document, by what they are and their id: a frame where it fills a page, if it does. */
function marksOf(leaves: readonly Leaf[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>()
  const mark = (key: string, on: Leaf, { minX: x, minY: y } = on.picture.bounds) => {
    if (!marks.has(key)) marks.set(key, { name: `mark${marks.size}`, on, x, y })
  }
  for (const leaf of leaves) {
    mark(`page ${leaf.page}`, leaf)
    for (const [id, box] of leaf.frames) mark(`frame ${id}`, leaf, box)
  }
  return marks
}

function annotateLinks(
  page: SKRSContext2D,
  { picture }: Leaf,
  marks: ReadonlyMap<string, Mark>,
  { board, origin }: About,
): void {
  for (const { box, href } of picture.links) {
    const { minX, minY, maxX, maxY } = intersection(box, picture.bounds)
    if (isEmpty({ minX, minY, maxX, maxY })) continue
    const to = boardPlaceOf(href)
    const isHere = to !== undefined && (board === undefined || to.board === board)
    const mark = isHere ? marks.get(to.frame === undefined ? `page ${to.page}` : `frame ${to.frame}`) : undefined
    if (mark) page.annotateLinkToDestination(minX, minY, maxX, maxY, mark.name)
    else if (URL.canParse(href, origin)) page.annotateLinkUrl(minX, minY, maxX, maxY, new URL(href, origin).href)
  }
}

function keepLetters(context: SKRSContext2D, text: string): void {
  context.fontFeatureSettings = letterByLetter(text)
}
