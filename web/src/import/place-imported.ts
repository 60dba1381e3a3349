import type { NewElement } from '#board/document/element.ts'
import { keysAbove } from '#board/document/order.ts'
import type { Imported, ImportedPage } from '#board/formats/imported.ts'
import { centre, EMPTY_BOX, isEmpty, union } from '#board/geometry/box.ts'
import { isValidMatrix, multiply, translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { reveal, roomIn } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from '../files/board-files.ts'
import { ImageRefused, prepareImage } from '../files/prepare-image.ts'
import { pictureOfPiece } from '../library/piece.ts'

type Added = NewElement & { readonly id: string }

/** What can be put on a board. Its pictures are addresses with the data in them, or made when they are wanted. */
export interface Placeable extends Pick<Imported, 'elements' | 'pages'> {
  readonly pictures: ReadonlyMap<string, string | (() => Promise<Blob>)>
}

interface Placing {
  /** Hears of each picture that is ready. */
  readonly tell?: (ready: number) => void
  /** Nothing is put on the board when it says so before all pictures are ready. */
  readonly signal?: AbortSignal
}

/**
 * Puts what a file holds on the board, its middle at `at`, in one step, selects it and shows all of it. What is on the first of
 * several pages comes onto the one that is shown; the others become pages of the board.
 * @returns how many elements there are, and how many pictures could not be had
 */
export async function placeImported(
  editor: Editor,
  files: Pick<BoardFiles, 'keep'>,
  imported: Placeable,
  at: Vector,
  placing: Placing = {},
): Promise<{ readonly added: number; readonly refused: number }> {
  const { elements, refused } = await withPictures(imported, files, placing)
  const [shown, elsewhere] = [elements.filter(isOnFirst), elements.filter((element) => !isOnFirst(element))]
  const placed = aroundPoint(shown, editor.measure, at)
  const byId = new Map([...placed, ...elsewhere].map((element) => [element.id, element]))
  editor.bulk.finish()
  editor.bulk.edit(
    byId.keys(),
    (ids) =>
      addPart(
        editor,
        imported.pages ?? [],
        ids.map((id) => byId.get(id)!),
      ),
    () => show(editor, placed),
  )
  return { added: byId.size, refused }
}

/** Is it on the first page of its file? */
export const isOnFirst = ({ page }: NewElement): boolean => page === undefined

function addPart({ document, paging }: Editor, pages: readonly ImportedPage[], part: readonly Added[]): void {
  document.batch(() => {
    const onFirst = part.filter(isOnFirst)
    if (onFirst.length > 0) document.add(onFirst)
    paging.whole.add(part.filter((element) => !isOnFirst(element)))
    // Pages that have come with an earlier part are in order already.
    const known = new Set(paging.pages.peek().map(({ id }) => id))
    const fresh = pages.slice(1).filter(({ id }) => !known.has(id))
    const orders = keysAbove(paging.pages.peek().at(-1)?.order, fresh.length)
    fresh.forEach(({ id, name }, i) => document.pages.edit(id, { name, order: orders[i]! }))
  })
}

function aroundPoint(elements: readonly Added[], measure: MeasureText, at: Vector): readonly Added[] {
  if (elements.length === 0) return []
  const { x, y } = centre(pictureOfPiece({ elements }, measure).bounds)
  const by = translate(Math.round(at.x - x), Math.round(at.y - y))
  return elements.map((element) =>
    isValidMatrix(element['matrix']) ? { ...element, matrix: multiply(by, element['matrix']) } : element,
  )
}

function show({ scene, selection, toolbox, camera, viewport, covered }: Editor, placed: readonly Added[]): void {
  toolbox.done()
  selection.value = new Set(placed.map(({ id }) => id))
  const box = placed.reduce((all, { id }) => union(all, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)
  if (!isEmpty(box)) camera.value = reveal(camera.peek(), box, viewport.peek(), roomIn(viewport.peek(), covered))
}

/** The elements with the files that they show, which are taken in; those whose file no browser can read are left out. */
async function withPictures(
  { elements, pictures }: Placeable,
  files: Pick<BoardFiles, 'keep'>,
  { tell, signal }: Placing,
) {
  const taken: Added[] = []
  let refused = 0
  let ready = 0
  for (const element of elements) {
    const source = pictures.get(element.id)
    const shown = source === undefined ? {} : await pictureFrom(source, files)
    signal?.throwIfAborted()
    if (source !== undefined) tell?.(++ready)
    if (shown) taken.push({ ...element, ...shown })
    else refused += 1
  }
  return { elements: taken, refused }
}

async function pictureFrom(source: string | (() => Promise<Blob>), files: Pick<BoardFiles, 'keep'>) {
  try {
    const picture = await prepareImage(typeof source === 'string' ? blobOf(source) : await made(source))
    await files.keep(picture)
    return { file: picture.hash, natural: picture.natural }
  } catch (error) {
    if (error instanceof ImageRefused) return undefined
    throw error
  }
}

async function made(make: () => Promise<Blob>): Promise<Blob> {
  try {
    return await make()
  } catch {
    throw new ImageRefused('it can’t be drawn')
  }
}

const DATA = /^data:([^,;]*)((?:;[^,;]*)*),/i

/** What an address holds (RFC 2397). The content security policy lets nobody fetch one. */
function blobOf(address: string): Blob {
  const [head, type, parameters = ''] = DATA.exec(address) ?? []
  if (head === undefined) throw new ImageRefused('it is no picture')
  const data = address.slice(head.length)
  try {
    const bytes = /;base64$/i.test(parameters)
      ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      : new TextEncoder().encode(decodeURIComponent(data))
    return new Blob([bytes], { type: type ?? '' })
  } catch {
    throw new ImageRefused('it is no picture')
  }
}
