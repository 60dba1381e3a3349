import type { RequestHandler } from 'express'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { NewElement } from '#board/document/element.ts'
import { bytesToJson } from '#board/document/json-bytes.ts'
import { faultOfRecord } from '#board/document/legal.ts'
import { newId } from '#board/document/new-id.ts'
import { tableOf, type TableCells } from '#board/document/new-table.ts'
import { cellsOf, writeCells } from '#board/document/table-cells.ts'
import { editToward } from '#board/document/text.ts'
import { memberOf } from '#board/elements/family.ts'
import { sizeField } from '#board/elements/fields.ts'
import { kindOf } from '#board/elements/index.ts'
import { IDENTITY, type Matrix } from '#board/geometry/matrix.ts'
import type { Rooms } from '../sync/rooms.ts'
import { atDesk } from './at-desk.ts'
import { bodyOf, bodySize, parsed, queryOf } from './bodies.ts'
import { grantOf } from './door.ts'
import { CHANGES, elementsChange, elementsQuery, storedFields } from './element-schemas.ts'
import type { WrittenElement, WrittenFields } from './element-schemas.ts'
import { HttpError } from './errors.ts'

export interface ElementsParts {
  readonly rooms: Rooms
}

/** JSON in which bytes are `{ "$bytes": "<base64>" }`. */
const jsonOf = (value: unknown): string => JSON.stringify(value, bytesToJson)

/** Elements with every field that may be written of their kinds, bottom to top. */
const shown = (board: BoardDocument, ids: Iterable<string>): object[] =>
  board.copy(ids).map((element) => {
    const { id = '' } = element
    const table = cellsOf(board, id)
    return Object.assign(table ? withoutKeys(element) : element, table, { z: board.get(id)?.z })
  })

/** Without the keys of rows and columns, and what is stored by them. */
const withoutKeys = ({ texts: _texts, ...element }: NewElement): object =>
  Object.fromEntries(Object.entries(element).filter(([name]) => memberOf(name) === undefined))

const noSuchElement = (id: string): HttpError =>
  new HttpError(404, 'no-such-element', `There is no element ${id} on this board.`)

/** `GET /api/boards/:id/elements`: a page at a time, in the order in which they came; those of a page bottom to top. */
export const listElements =
  ({ rooms }: ElementsParts): RequestHandler =>
  async (request, response) => {
    const { kind, frame, ids, limit, after } = queryOf(request, elementsQuery)
    const wanted = ids && new Set(ids)
    const page = await atDesk(rooms, grantOf(response).board, (desk) =>
      desk.read((board) => {
        if (after !== undefined && !board.has(after))
          throw new HttpError(410, 'page-gone', `Element ${after} is not there any more: begin anew.`)
        const found: string[] = []
        let isPast = after === undefined
        for (const id of board.ids()) {
          if (!isPast) isPast = id === after
          else if (
            (wanted === undefined || wanted.has(id)) &&
            (kind === undefined || board.kindOf(id) === kind) &&
            (frame === undefined || board.belonging(id)?.frame === frame) &&
            found.push(id) > limit
          )
            break
        }
        const next = found.length > limit ? found[limit - 1] : undefined
        return { total: board.size, elements: shown(board, found.slice(0, limit)), ...(next && { next }) }
      }),
    )
    response.set('Cache-Control', 'no-store').type('json').send(jsonOf(page))
  }

/** `GET /api/boards/:id/elements/:element` */
export const showElement =
  ({ rooms }: ElementsParts): RequestHandler =>
  async (request, response) => {
    const id = String(request.params['element'])
    const [element] = await atDesk(rooms, grantOf(response).board, (desk) => desk.read((board) => shown(board, [id])))
    if (element === undefined) throw noSuchElement(id)
    response.set('Cache-Control', 'no-store').type('json').send(jsonOf(element))
  }

/** `PATCH /api/boards/:id/elements`: all of it or nothing, in one transaction; answered when it is on disk. */
export const changeElements =
  ({ rooms }: ElementsParts): RequestHandler =>
  async (request, response) => {
    const { add, change, remove } = bodyOf(request, elementsChange)
    const made = add.map(bornOf)
    const load = { elements: made.length, bytes: made.length + change.length > 0 ? bodySize(request) : 0 }
    const { value } = await atDesk(rooms, grantOf(response).board, (desk) =>
      desk.write(grantOf(response), load, (board) => {
        const edits = change.map(({ id, ...fields }) => ({ id, fields: fieldsFor(board, id, fields) }))
        assertFree(board, made)
        const gone = remove.filter((id) => board.has(id))
        board.remove(gone)
        for (const { id, fields } of edits) applyFields(board, id, fields)
        return { added: board.add(made), changed: edits.map(({ id }) => id), removed: gone }
      }),
    )
    response.set('Cache-Control', 'no-store').json(value)
  }

function bornOf(element: WrittenElement, at: number): NewElement & { readonly id: string } {
  const { width, height } = kindOf(element.kind).size ?? { width: 1, height: 1 }
  const matrix: Matrix = [width, 0, 0, height, 0, 0]
  const { text, cells, widths, heights, ...fields } = storedFields({ matrix, ...element }, matrix) as WrittenElement
  const { texts, ...table } = kindOf(element.kind).grid
    ? tableOf(cells ?? EMPTY_TABLE, sizeOf(fields), { widths, heights })
    : { texts: {} }
  const record = { ...table, ...fields, id: element.id ?? newId() }
  const fault = faultOfRecord(record)
  if (fault !== undefined) throw new HttpError(400, 'bad-request', `add.${at}: ${fault}.`)
  return { ...record, texts, ...(text !== undefined && { text }) }
}

/** What somebody gets who says nothing of it: as the tool makes it. */
const EMPTY_TABLE: TableCells['cells'] = Array.from({ length: 3 }, () => ['', '', ''])
const sizeOf = ({ size }: object & { readonly size?: unknown }): number =>
  typeof size === 'number' ? size : sizeField.fallback

/** Nothing is written before this is clear. */
function assertFree(board: BoardDocument, made: readonly { readonly id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of made) {
    if (board.has(id) || seen.has(id))
      throw new HttpError(409, 'element-exists', `The id ${id} is taken: nothing was changed.`)
    seen.add(id)
  }
}

function fieldsFor(board: BoardDocument, id: string, raw: object): WrittenFields {
  const kind = board.kindOf(id)
  if (kind === undefined) throw noSuchElement(id)
  const schema = CHANGES.get(kind)
  if (schema === undefined) throw new HttpError(409, 'newer-kind', `Element ${id} was made by a newer version.`)
  return parsed(schema, raw, 'bad-request')
}

function applyFields(board: BoardDocument, id: string, written: WrittenFields): void {
  const before = board.get(id)?.props.matrix ?? IDENTITY
  const { text, cells, widths, heights, ...fields } = storedFields(written, before) as WrittenFields
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) board.edit([id], name, value)
  writeCells(board, id, { cells, widths, heights })
  if (text === undefined) return
  const edit = editToward(String((board.get(id)?.props as { readonly text?: string } | undefined)?.text ?? ''), text)
  if (edit !== undefined) board.editText(id, [edit])
}
