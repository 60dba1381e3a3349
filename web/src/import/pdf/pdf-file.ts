import {
  getDocument,
  GlobalWorkerOptions,
  InvalidPDFException,
  PasswordException,
  VerbosityLevel,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
// An address is what the build makes of it.
// oxlint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { BadFile } from '#board/document/board-file.ts'
import { truncate } from '#board/document/truncate.ts'
import { IMPORT_LIMITS } from '#board/import-limits.ts'
import { LIMITS } from '#board/limits.ts'
import { decodersAddress, OwnFiles } from './data.ts'
import { inTime } from './in-time.ts'

/** A PDF whose pages can be looked at. Pages are counted from 1. */
export interface PdfFile {
  readonly pages: number
  /** Scene units, which are CSS pixels: 96 an inch. */
  sizeOf(page: number): Promise<{ readonly width: number; readonly height: number }>
  /** Makes a canvas this many pixels wide and paints the page on it. Rejects for a page that can't be painted. */
  paint(page: number, canvas: HTMLCanvasElement, width: number): Promise<void>
  /** What is written on a page, in one line, as far as a picture's words may go. */
  wordsOf(page: number): Promise<string>
  /** Nothing of it is to be used after that; what is being painted is given up. */
  close(): void
}

/** A point of a PDF is 1/72 inch. */
const PIXELS_PER_POINT = 96 / 72
const MS = 1_000

/**
 * Opens a PDF in a worker, which takes its bytes. Nothing in it runs: no scripts, no forms, no compiled functions; nothing is asked
 * for but letters and codes of our own.
 * @throws {BadFile}
 */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  GlobalWorkerOptions.workerSrc = workerUrl
  const task = getDocument({
    data: bytes,
    verbosity: VerbosityLevel.ERRORS,
    BinaryDataFactory: OwnFiles,
    wasmUrl: decodersAddress(),
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    // Letters are drawn as paths: those of a file that anybody may have made don't go to the page's own fonts.
    disableFontFace: true,
    maxImageSize: IMPORT_LIMITS.pdfPicturePixels,
    enableXfa: false,
  })
  try {
    const pdf = await inTime(task.promise, IMPORT_LIMITS.pdfSeconds * MS)
    if (pdf.numPages > IMPORT_LIMITS.pdfPages)
      throw new BadFile('too-large', `it has more than ${IMPORT_LIMITS.pdfPages.toLocaleString('en')} pages`)
    return pdfFile(pdf, task)
  } catch (error) {
    void task.destroy()
    throw reasonOf(error)
  }
}

function reasonOf(error: unknown): BadFile {
  if (error instanceof BadFile) return error
  if (error instanceof PasswordException) return new BadFile('locked', 'it is locked with a password')
  if (error instanceof InvalidPDFException) return new BadFile('unreadable', 'it is no PDF, or it ends too early')
  return new BadFile('unreadable', 'it is damaged')
}

function pdfFile(pdf: PDFDocumentProxy, task: PDFDocumentLoadingTask): PdfFile {
  // One after the other: a page may need a great deal of memory.
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(() => {
      if (isClosed) throw new Error('The file was closed.')
      return work()
    })
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    pages: pdf.numPages,
    async sizeOf(number) {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: PIXELS_PER_POINT })
      return { width, height }
    },
    paint: (number, canvas, width) => inTurn(() => paintPage(pdf, number, canvas, width)),
    async wordsOf(number) {
      const { items } = await (await pdf.getPage(number)).getTextContent()
      const words = items.map((item) => ('str' in item ? item.str : '')).join(' ')
      return truncate(words.replaceAll(/\s+/g, ' ').trim(), LIMITS.altLength)
    },
    close() {
      isClosed = true
      void task.destroy()
    },
  }
}

async function paintPage(
  pdf: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  width: number,
): Promise<void> {
  const page = await pdf.getPage(number)
  const scale = width / page.getViewport({ scale: 1 }).width
  const viewport = page.getViewport({ scale })
  canvas.width = Math.max(1, Math.round(viewport.width))
  canvas.height = Math.max(1, Math.round(viewport.height))
  const painting = page.render({ canvas, viewport })
  try {
    await inTime(painting.promise, IMPORT_LIMITS.pdfSeconds * MS)
  } finally {
    painting.cancel()
    page.cleanup()
  }
}
