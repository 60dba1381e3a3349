import { Fonts } from '../export/fonts.ts'
import { readBoard } from '../export/read-file.ts'
import { snapshot } from '../export/snapshot.ts'
import { pictureOptions, pictureQuery } from '../http/picture-query.ts'
import type { Order } from './order.ts'

/** What the server's renderer makes of a file. @param folder of the fonts @throws {BadFile} */
export async function drawFile(bytes: Uint8Array, { from, format, query }: Order, folder: string): Promise<Uint8Array> {
  const fonts = new Fonts(folder)
  const { state, files } = await readBoard(bytes, fonts, from)
  if (format === 'yjs') return state
  const options = { ...pictureOptions(pictureQuery.parse(query)), format }
  return snapshot(state, options, fonts, (hashes) => Promise.resolve(hashes.flatMap((hash) => files.get(hash) ?? [])))
}
