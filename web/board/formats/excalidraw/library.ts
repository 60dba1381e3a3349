import { BadFile } from '../../document/board-file.ts'
import type { NewElement } from '../../document/element.ts'
import { LIMITS } from '../../limits.ts'
import type { MeasureText } from '../../render/fonts.ts'
import { isRaw, listIn, parseJson, stringIn, type LeftOut } from '../imported.ts'
import { importElements } from './read.ts'

/** What a file of pieces becomes. */
export interface ImportedPieces {
  readonly pieces: readonly { readonly name: string; readonly elements: readonly NewElement[] }[]
  readonly left: LeftOut
}

const TYPE = 'excalidrawlib'

/** Could this be a library of Excalidraw's? A glance, before anybody reads it. */
export const looksLikeExcalidrawLibrary = (text: string): boolean => /"type"\s*:\s*"excalidrawlib"/.test(text)

/**
 * A library of Excalidraw, version 1 (`library`: lists of elements) or 2 (`libraryItems`: such lists with a name;
 * https://docs.excalidraw.com/docs/codebase/json-schema), as pieces. What a piece has and a board has not is counted.
 * @throws {BadFile} when it is none
 */
export function readExcalidrawLibrary(text: string, measure: MeasureText): ImportedPieces {
  const file = parseJson(text)
  if (stringIn(file, 'type') !== TYPE) throw new BadFile('other-format', 'it is not a library of Excalidraw')
  const left = new Map<string, number>()
  const leave = (what: string, times: number) => void left.set(what, (left.get(what) ?? 0) + times)
  const items = [...listIn(file, 'libraryItems'), ...listIn(file, 'library')]
  const pieces = items.flatMap((item) => {
    const raws = Array.isArray(item) ? (item as unknown[]) : isRaw(item) ? listIn(item, 'elements') : []
    const { elements, left: missing } = importElements(raws, undefined, measure)
    for (const [what, times] of missing) leave(what, times)
    if (elements.length === 0) {
      leave('pieces with nothing in them', 1)
      return []
    }
    const name = isRaw(item) ? stringIn(item, 'name').slice(0, LIMITS.titleLength) : ''
    return [{ name, elements }]
  })
  return { pieces, left }
}
