import { BadFile } from '#board/document/board-file.ts'
import type { ImportedPieces } from '#board/formats/excalidraw/library.ts'
import type { Way } from '#board/formats/format.ts'
import { readGiven, type ReadFile } from '#board/formats/index.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { givenOf } from './formats.ts'
import { looksLikePdf } from './pdf/looks-like-pdf.ts'
import type { PdfFile } from './pdf/pdf-file.ts'
import { readPieces } from './pieces.ts'
import { isOnFirst } from './place-imported.ts'

/** What has become of the file that was chosen. */
export type Reading =
  | { readonly state: 'none' }
  | { readonly state: 'bad'; readonly reason: string; readonly ways: readonly Way[]; readonly way: string }
  | {
      readonly state: 'read'
      readonly name: string
      readonly file: ReadFile
      readonly first: Pick<ReadFile, 'elements'>
    }
  /** A library: it goes to somebody's own pieces, not on the board. */
  | { readonly state: 'pieces'; readonly name: string; readonly found: ImportedPieces }
  /** A PDF, of whose pages some are chosen. */
  | { readonly state: 'pages'; readonly name: string; readonly pdf: PdfFile }

export const NO_WAYS = { ways: [], way: '' } as const

/** @param way what it is to become, where it may become several things; empty: what it is first of all */
export async function read(file: File | null, measure: MeasureText, way: string): Promise<Reading> {
  if (!file) return { state: 'none' }
  try {
    const found = await readPieces(file, measure)
    if (found) return { state: 'pieces', name: file.name, found }
    const given = await givenOf(file)
    if (looksLikePdf(given)) return { state: 'pages', name: file.name, pdf: await pdfIn(given.bytes) }
    const imported = await readGiven(given, measure, way)
    return { state: 'read', name: file.name, file: imported, first: { elements: imported.elements.filter(isOnFirst) } }
  } catch (error) {
    if (error instanceof BadFile) return { state: 'bad', reason: error.message, ...NO_WAYS }
    throw error
  }
}

/** The code that reads PDFs comes with the first of them. @throws {BadFile} */
async function pdfIn(bytes: Uint8Array): Promise<PdfFile> {
  const { openPdf } = await import('../import/pdf/pdf-file.ts').catch(() => {
    throw new BadFile('unreadable', 'what reads it could not be fetched: try again when you are online')
  })
  return openPdf(bytes)
}

/** Gives back what reading holds. */
export function closeOf(reading: Reading): void {
  if (reading.state === 'pages') reading.pdf.close()
}

/** What else the file may become, and what it has become. */
export function waysOf(reading: Reading): Pick<ReadFile, 'ways' | 'way'> {
  if (reading.state === 'bad') return reading
  return reading.state === 'read' ? reading.file : NO_WAYS
}
