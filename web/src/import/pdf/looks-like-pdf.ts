import type { Given } from '#board/formats/format.ts'

/** Readers find the mark anywhere in the first of a file (ISO 32000-2, annex I). */
const LOOKED_AT = 1_024

/** Is it a PDF? */
export function looksLikePdf({ bytes }: Given): boolean {
  return String.fromCharCode(...bytes.subarray(0, LOOKED_AT)).includes('%PDF-')
}
