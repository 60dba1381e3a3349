import { frame as frameKind } from '#board/elements/frame.ts'
import { image as imageKind } from '#board/elements/image.ts'
import { newId } from '#board/document/new-id.ts'
import { keysAbove } from '#board/document/order.ts'
import type { NewElement } from '#board/document/element.ts'
import { LIMITS } from '#board/limits.ts'
import type { Placeable } from '../place-imported.ts'
import type { PdfFile } from './pdf-file.ts'

/** Between pages, scene units. */
const GAP = 48
/** Pixels for a scene unit, as far as pictures are kept as large as that. */
const FINENESS = 2
/** Larger ones are kept with what can hardly be seen left out, bytes. */
const LOSSLESS_BYTES = 1024 * 1024

/**
 * Pages as pictures in a row, each in a frame of its own, so that what is drawn on a page belongs to it, and goes out again as a page of a PDF.
 * They are painted when they are placed.
 * @param numbers of the pages, in order
 * @param named what the frame of a page is called
 * @param lastFrame the place of the last frame that the board has, among frames
 */
export async function pagesImported(
  pdf: PdfFile,
  numbers: readonly number[],
  named: (number: number) => string,
  lastFrame: string | undefined,
): Promise<Placeable> {
  const elements: (NewElement & { readonly id: string })[] = []
  const pictures = new Map<string, () => Promise<Blob>>()
  const orders = keysAbove(lastFrame, numbers.length)
  let x = 0
  for (const [i, number] of numbers.entries()) {
    const { width, height } = await pdf.sizeOf(number)
    const place = { matrix: [width, 0, 0, height, x, 0] }
    const [frame, id] = [newId(), newId()]
    elements.push({ kind: frameKind.kind, id: frame, ...place, name: named(number), order: orders[i]! })
    elements.push({ kind: imageKind.kind, id, ...place, frame, alt: await wordsOf(pdf, number) })
    pictures.set(id, () => pictureOf(pdf, number, width, height))
    x += width + GAP
  }
  return { elements, pictures }
}

/** A page whose words can't be had is still a picture. */
const wordsOf = (pdf: PdfFile, number: number): Promise<string> => pdf.wordsOf(number).catch(() => '')

async function pictureOf(pdf: PdfFile, number: number, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas')
  await pdf.paint(number, canvas, width * Math.min(FINENESS, LIMITS.imageKeptSide / Math.max(width, height)))
  const whole = await blobOf(canvas, 'image/png')
  const blob = whole.size <= LOSSLESS_BYTES ? whole : await blobOf(canvas, 'image/webp')
  // Its memory is given back at once.
  canvas.width = 0
  return blob
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The page is too large.'))), type, 0.9)
  })
}
