import type { BoardDocument } from '#board/document/board-document.ts'
import { BadFile, decodeBoardFile, encodeBoardFile, fillBoard } from '#board/document/board-file.ts'
import type { NewElement } from '#board/document/element.ts'
import { bytesFromJson, bytesToJson } from '#board/document/json-bytes.ts'
import { faultOfEdit, faultOfRecord } from '#board/document/legal.ts'
import { readMetaOf } from '#board/document/meta.ts'
import { newId } from '#board/document/new-id.ts'
import type { UndoHistory } from '#board/document/undo.ts'
import { LIMITS } from '#board/limits.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import { Refused } from './call.ts'
import type { BoardElement, ElementChange } from './embed-api.ts'
import { drawn } from './snapshots.ts'

/** Bytes within a value as JSON has them, and back. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, bytesToJson))
function withBytes(value: unknown): Record<string, unknown> {
  try {
    return JSON.parse(JSON.stringify(value, bytesToJson), bytesFromJson) as Record<string, unknown>
  } catch {
    throw new Refused('bad-value', 'it holds something that JSON can not say')
  }
}

/** Elements as a file holds them; all of them where none are named. What isn't there is left out. */
export async function elementsOf(board: EmbeddedBoard, ids: readonly string[] | undefined): Promise<BoardElement[]> {
  const document = board.app?.document
  if (document) return plain(document.copy(ids ?? document.ids())) as BoardElement[]
  const file = await drawn(board.session, 'json?pictures=0')
  const { elements } = (await file.json()) as { readonly elements: BoardElement[] }
  const wanted = ids && new Set(ids)
  return wanted ? elements.filter(({ id = '' }) => wanted.has(id)) : elements
}

/** @throws {Refused} all of them are added, or none */
export function addElements(document: BoardDocument, elements: readonly Readonly<Record<string, unknown>>[]): string[] {
  const made = elements.map((element, i) => {
    const { text, ...record }: Record<string, unknown> = { id: newId(), ...withBytes(element) }
    const fault =
      faultOfRecord(record) ?? faultOfText(text) ?? (document.has(String(record['id'])) ? 'its id is taken' : undefined)
    if (fault !== undefined) throw new Refused('bad-value', `element ${i + 1} is not valid: ${fault}`)
    return (text === undefined ? record : { ...record, text }) as NewElement
  })
  return document.add(made)
}

/** One undo step. @throws {Refused} all of it is changed, or nothing */
export function changeElements(document: BoardDocument, changes: readonly Readonly<Record<string, unknown>>[]): void {
  const edits = changes.flatMap((change) => {
    const { id, ...fields } = withBytes(change) as ElementChange
    if (!document.has(id)) throw new Refused('bad-value', `there is no element ${String(id).slice(0, 64)}`)
    return Object.entries(fields).map(([field, value]) => {
      const fault = field === 'text' ? faultOfText(value) : faultOfEdit(`${id}/${field}`, value)
      if (fault !== undefined) throw new Refused('bad-value', `element ${id} can not be so: ${fault}`)
      return { id, field, value }
    })
  })
  document.batch(() => {
    for (const { id, field, value } of edits) {
      if (field === 'text') document.editText(id, [{ index: 0, remove: LIMITS.textLength, insert: String(value) }])
      else document.edit([id], field, value)
    }
  })
}

const faultOfText = (text: unknown): string | undefined =>
  text === undefined || (typeof text === 'string' && text.length <= LIMITS.textLength)
    ? undefined
    : 'its text is not valid'

/** Makes the board that of a file, in one undo step. @throws {Refused} when it can't be read: nothing is changed then */
export function loadFile(document: BoardDocument, history: UndoHistory, text: string): void {
  const file = readFile(text)
  history.begin()
  try {
    document.remove([...document.ids()])
    fillBoard(document, file)
  } finally {
    history.end()
  }
}

/** Of a board on which nothing is. */
export const EMPTY_FILE = encodeBoardFile({
  settings: readMetaOf(() => undefined),
  pages: [],
  layers: [],
  elements: [],
  pictures: new Map(),
})

/** @throws {Refused} */
export function readFile(text: string): ReturnType<typeof decodeBoardFile> {
  try {
    return decodeBoardFile(text)
  } catch (error) {
    if (error instanceof BadFile) throw new Refused('bad-value', `This file can't be opened: ${error.message}`)
    throw error
  }
}
