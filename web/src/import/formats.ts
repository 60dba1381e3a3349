import { BadFile } from '#board/document/board-file.ts'
import { givenFile, type Given } from '#board/formats/format.ts'
import { FORMATS } from '#board/formats/index.ts'
import { IMPORT_LIMITS } from '#board/import-limits.ts'

/** For a browser's dialog. */
export const EXTENSIONS = [...new Set(FORMATS.flatMap(({ extensions }) => extensions)), '.pdf'].join(',')

/** @throws {BadFile} when it is larger than is taken: it is not read then */
export async function givenOf(file: File): Promise<Given> {
  if (file.size > IMPORT_LIMITS.importBytes) throw new BadFile('too-large', 'it is too large')
  return givenFile(new Uint8Array(await file.arrayBuffer()), file.name)
}
