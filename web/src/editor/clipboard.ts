import { decodeClip, encodeClip, type Clip } from '#board/document/clip.ts'
import { renew } from '#board/document/renew.ts'
import type { NewElement } from '#board/document/element.ts'
import { centre, EMPTY_BOX, isEmpty, union } from '#board/geometry/box.ts'
import { isValidMatrix, multiply, translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { LIMITS } from '#board/limits.ts'
import type { Editor } from './editor.ts'
import { withContents } from './framing.ts'
import { plainTextOf } from './name-of.ts'
import { newTable } from './new-table.ts'
import { cellsIn, isTooLarge } from './pasted-table.ts'

/** What a clipboard holds, in the two formats that every program knows. */
export interface Clipping {
  readonly html: string
  readonly text: string
}

/** What became of a paste: so many elements, or why not. */
export type Pasted = { readonly count: number } | { readonly refused: 'nothing' | 'too-large' }

/** The attribute of an otherwise plain HTML element that holds a clip: HTML is what browsers pass on between pages. */
const CARRIER = 'data-drawbridge'
const NOTHING: Pasted = { refused: 'nothing' }
const TOO_LARGE: Pasted = { refused: 'too-large' }

/** The selected elements for a clipboard; for other programs, their texts. Undefined when nothing is selected. */
export function clipSelection({ document, scene, selection }: Editor): Clipping | undefined {
  const ids = scene.inOrder([...withContents(scene, selection.value)].filter((id) => scene.boundsOf(id)))
  if (ids.length === 0) return undefined
  const box = ids.reduce((all, id) => union(all, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)
  const elements = document.copy(ids)
  const text = ids
    .map((id) => saidBy(scene, id))
    .filter((said) => said !== '')
    .join('\n')
  const carrier = globalThis.document.createElement('span')
  carrier.setAttribute(CARRIER, encodeClip({ elements, box }))
  carrier.innerText = text
  return { html: carrier.outerHTML, text }
}

function saidBy(scene: Editor['scene'], id: string): string {
  const element = scene.get(id)
  return element ? plainTextOf(element) : ''
}

/** Was it copied on a board? */
export const isOwn = ({ html }: Pick<Clipping, 'html'>): boolean => html.includes(CARRIER)

/** Adds what a clipboard holds, its middle at `at`, in one step, and selects it. Text of other programs becomes a text. */
export function paste(editor: Editor, { html, text }: Clipping, at: Vector): Pasted {
  editor.bulk.finish()
  const carried = new DOMParser().parseFromString(html, 'text/html').querySelector(`[${CARRIER}]`)
  const decoded = decodeClip(carried?.getAttribute(CARRIER) ?? '')
  if (decoded.type === 'too-large') return TOO_LARGE
  if (decoded.type !== 'clip') return pasteForeign(editor, { html, text }, at)
  return placeClip(editor, decoded.clip, at)
}

/** Adds copies of elements, the middle of all at `at`, in one step, and selects them. */
export function placeClip(editor: Editor, { elements, box }: Clip, at: Vector): Pasted {
  const { x, y } = centre(box)
  const ids = new Set(elements.map(({ id }) => id))
  return add(
    editor,
    renew(elements.map((element) => unframed(element, ids))).map((element) =>
      moved(element, { x: at.x - x, y: at.y - y }),
    ),
  )
}

/** What another program put on the clipboard: a table becomes one, everything else a text. */
function pasteForeign(editor: Editor, clipping: Clipping, at: Vector): Pasted {
  const cells = cellsIn(clipping)
  if (!cells) return pasteText(editor, clipping.text, at)
  return isTooLarge(cells) ? TOO_LARGE : addInMiddle(editor, newTable(editor, cells, at), at)
}

function pasteText(editor: Editor, pasted: string, at: Vector): Pasted {
  const text = pasted.replaceAll(/\r\n?/g, '\n').trimEnd()
  if (text === '') return NOTHING
  if (text.length > LIMITS.textLength) return TOO_LARGE
  const { color, opacity, font, size } = editor.style.peek()
  return addInMiddle(editor, { kind: 'text', matrix: translate(at.x, at.y), color, opacity, font, size, text }, at)
}

/** Adds an element and moves its middle to `at`, once it is known how large it is. */
function addInMiddle(editor: Editor, element: NewElement, at: Vector): Pasted {
  editor.history.begin()
  const pasted = add(editor, [element])
  const box = [...editor.selection.peek()].reduce(
    (all, id) => union(all, editor.scene.boundsOf(id) ?? EMPTY_BOX),
    EMPTY_BOX,
  )
  const { x, y } = isEmpty(box) ? at : centre(box)
  editor.document.transform(editor.selection.peek(), translate(at.x - x, at.y - y))
  editor.history.end()
  return pasted
}

function add(editor: Editor, elements: readonly NewElement[]): Pasted {
  if (elements.length === 0) return NOTHING
  editor.toolbox.done()
  editor.selection.value = new Set(editor.document.add(elements))
  return { count: elements.length }
}

const moved = (element: NewElement, { x, y }: Vector): NewElement => {
  const { matrix } = element
  return isValidMatrix(matrix) ? { ...element, matrix: multiply(translate(x, y), matrix) } : element
}

/** What comes without the frame that it was in is in the one that it is put into. */
function unframed({ frame, ...element }: NewElement, copied: ReadonlySet<string | undefined>): NewElement {
  return typeof frame === 'string' && copied.has(frame) ? { ...element, frame } : element
}
