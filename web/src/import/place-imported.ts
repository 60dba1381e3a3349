import type { BoardDocument } from '#board/document/board-document.ts'
import { fillBoard, picturesOf, type BoardFile } from '#board/document/board-file.ts'
import type { NewElement } from '#board/document/element.ts'
import type { BoardMeta } from '#board/document/meta.ts'
import { keysAbove } from '#board/document/order.ts'
import { pictureOfNew } from '#board/document/picture-of-new.ts'
import type { Imported, ImportedPage } from '#board/formats/imported.ts'
import { centre, EMPTY_BOX, isEmpty, union } from '#board/geometry/box.ts'
import { isValidMatrix, multiply, translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { reveal, roomIn } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from '../files/board-files.ts'
import {
  preparedPictures,
  withPictures,
  type Added,
  type Placing,
  type Prepared,
  type Source,
} from './prepared-pictures.ts'

/** What can be put on a board. */
export interface Placeable
  extends Pick<Imported, 'elements' | 'pages'>, Partial<Pick<Imported, 'board' | 'settings' | 'title'>> {
  readonly pictures: ReadonlyMap<string, Source>
}

/** How many elements there are, and how many pictures could not be had. */
interface Placed {
  readonly added: number
  readonly refused: number
}

/**
 * Puts what a file holds on the board, its middle at `at`, in one step, selects it and shows all of it. What is on the first of
 * several pages comes onto the one that is shown; the others become pages of the board. An empty board becomes what a board's file is.
 */
export async function placeImported(
  editor: Editor,
  files: Pick<BoardFiles, 'keep'>,
  imported: Placeable,
  at: Vector,
  placing: Placing = {},
): Promise<Placed> {
  const ready = await preparedPictures(imported.pictures.values(), files, placing)
  const isEmpty = editor.paging.whole.size === 0
  editor.bulk.finish()
  return isEmpty && imported.board
    ? placeBoard(editor, imported.board, ready)
    : placeDrawing(editor, imported, ready, at, isEmpty)
}

function placeBoard(editor: Editor, board: BoardFile, ready: Prepared): Placed {
  const { whole } = editor.paging
  const { elements, refused } = withPictures(board.elements, picturesOf(board), ready)
  const settings = settingsFor(whole, board.settings)
  const byId = new Map(elements.map((element) => [element.id, element]))
  editor.bulk.edit(
    byId.keys(),
    (ids) => fillBoard(whole, { ...board, settings, elements: ids.map((id) => byId.get(id)!) }),
    () => show(editor, [...byId.keys()]),
  )
  return { added: byId.size, refused }
}

function placeDrawing(editor: Editor, imported: Placeable, ready: Prepared, at: Vector, isEmpty: boolean): Placed {
  const { elements, refused } = withPictures(imported.elements, imported.pictures, ready)
  const [shown, elsewhere] = [elements.filter(isOnFirst), elements.filter((element) => !isOnFirst(element))]
  const placed = aroundPoint(shown, editor.measure, at)
  const byId = new Map([...placed, ...elsewhere].map((element) => [element.id, element]))
  const settings = isEmpty ? settingsFor(editor.paging.whole, { title: '', ...imported.settings }) : {}
  editor.bulk.edit(
    byId.keys(),
    (ids) =>
      addPart(
        editor,
        { pages: imported.pages ?? [], settings },
        ids.map((id) => byId.get(id)!),
      ),
    () =>
      show(
        editor,
        placed.map(({ id }) => id),
      ),
  )
  return { added: byId.size, refused }
}

/** A board that has a name keeps it. */
function settingsFor<Settings extends { readonly title: string }>(
  { meta }: BoardDocument,
  settings: Settings,
): Settings {
  return { ...settings, title: meta.title === '' ? settings.title : meta.title }
}

/** Is it on the first page of its file? */
export const isOnFirst = ({ page }: NewElement): boolean => page === undefined

interface Around {
  readonly pages: readonly ImportedPage[]
  readonly settings: Partial<BoardMeta>
}

function addPart({ document, paging }: Editor, { pages, settings }: Around, part: readonly Added[]): void {
  document.batch(() => {
    const onFirst = part.filter(isOnFirst)
    if (onFirst.length > 0) document.add(onFirst)
    paging.whole.add(part.filter((element) => !isOnFirst(element)))
    paging.whole.setMeta(settings)
    // Pages that have come with an earlier part are in order already.
    const known = new Set(paging.pages.peek().map(({ id }) => id))
    const fresh = pages.slice(1).filter(({ id }) => !known.has(id))
    const orders = keysAbove(paging.pages.peek().at(-1)?.order, fresh.length)
    fresh.forEach(({ id, name }, i) => document.pages.edit(id, { name, order: orders[i]! }))
  })
}

function aroundPoint(elements: readonly Added[], measure: MeasureText, at: Vector): readonly Added[] {
  if (elements.length === 0) return []
  const { x, y } = centre(pictureOfNew(elements, measure).bounds)
  const by = translate(Math.round(at.x - x), Math.round(at.y - y))
  return elements.map((element) =>
    isValidMatrix(element['matrix']) ? { ...element, matrix: multiply(by, element['matrix']) } : element,
  )
}

function show(editor: Editor, placed: readonly string[]): void {
  const { document, scene, selection, toolbox, camera, viewport, covered } = editor
  const seen = placed.filter((id) => document.has(id))
  toolbox.done()
  selection.value = new Set(seen)
  const box = seen.reduce((all, id) => union(all, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)
  if (!isEmpty(box)) camera.value = reveal(camera.peek(), box, viewport.peek(), roomIn(viewport.peek(), covered))
}
