import { PDFDocument } from '@napi-rs/canvas'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { height, width } from '#board/geometry/box.ts'
import { paintItems } from '#board/render/canvas.ts'
import { bitmapsOf } from './bitmaps.ts'
import { withFonts } from './lettering.ts'
import { paintSheet, place } from './paint.ts'
import { scaleOfPage } from './scale.ts'
import type { Sheet } from './snapshot.ts'

/**
 * As a PDF of one page: lines and letters stay what they are, and words can be searched and copied.
 * @throws {PictureTooLarge}
 */
export async function pdfOf({ title, picture, options, fonts, files }: Sheet): Promise<Uint8Array> {
  const { bounds, items } = picture
  const scale = scaleOfPage(picture, options)
  const pdf = new PDFDocument({ creator: 'Drawbridge', ...(title === '' ? {} : { title }) })
  const page = pdf.beginPage(Math.max(1, width(bounds) * scale), Math.max(1, height(bounds) * scale)) as SKRSContext2D
  place(page, bounds, scale)
  paintSheet(page, bounds, options)
  paintItems(withFonts(page, fonts, letterByLetter), items, options.theme, await bitmapsOf(files))
  pdf.endPage()
  return pdf.close()
}

/** Scripts whose letters must be joined to be read at all. */
const JOINED = /[\p{sc=Arabic}\p{sc=Syriac}\p{sc=Nko}\p{sc=Mongolian}]/u

/** Of letters that a font replaces by others (ligatures, and every second letter of a hand), a PDF could not tell what they are. */
function letterByLetter(context: SKRSContext2D, text: string): void {
  context.fontFeatureSettings = JOINED.test(text) ? 'normal' : '"rlig" 0, "liga" 0, "clig" 0, "calt" 0'
}
