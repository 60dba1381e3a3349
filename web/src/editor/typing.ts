import { batch } from '@preact/signals'
import type { NewElement } from '#board/document/element.ts'
import type { Parted, Placed, Textual } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxAt, containsPoint } from '#board/geometry/box.ts'
import { applyTo, invert, multiply, translate } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { TextBlock } from '#board/render/text-layout.ts'
import type { Editor } from './editor.ts'
import { free } from './groups.ts'

/** What somebody who wants to type at a point means: the text, or what carries one, that a pointer there hits, else the topmost place for words around it. */
export function textAt(editor: Editor, x: number, y: number, tolerance: number): string | undefined {
  const { scene } = editor
  const hit = scene.hitTest(x, y, tolerance)
  if (hit !== undefined) return isText(editor, hit) ? hit : undefined
  return scene
    .inOrder(free(editor, scene.query(boxAt(x, y, 0, 0))))
    .findLast((id) => surrounds(blockOf(editor, id), x, y))
}

function surrounds(block: TextBlock | undefined, x: number, y: number): boolean {
  if (!block) return false
  const local = applyTo(invert(block.matrix), { x, y })
  return containsPoint(boxAt(0, 0, block.width, block.height), local.x, local.y)
}

/** Can be typed into: carries words, and is not locked. */
export function isText({ scene }: Editor, id: string): boolean {
  const element = scene.get(id)
  return element !== undefined && kindOf(element.kind).text !== undefined && !element.belonging.locked
}

/** The words of an element, or of one of its parts, as they are set, with `typed` in the place of what the document has; undefined when it carries none. */
export function blockOf(
  { scene, measure }: Editor,
  id: string,
  typed?: string,
  part?: string | null,
): TextBlock | undefined {
  const element = scene.get(id)
  if (!element) return undefined
  const { text } = kindOf(element.kind)
  if (text?.parts) {
    const props: Placed & Partial<Parted> = element.props
    if (part === undefined || part === null) return undefined
    const texts = new Map(props.texts).set(part, typed ?? props.texts?.get(part) ?? '')
    return text.block(Object.assign({}, props, { texts, typed: typed === undefined ? undefined : part }), measure, part)
  }
  const props = typed === undefined ? element.props : { ...element.props, text: typed, asTyped: true }
  return text?.block(props, measure)
}

/** The names of all parts of an element that carries several texts. */
export function partsOf({ document }: Pick<Editor, 'document'>, id: string): readonly string[] {
  const element = document.get(id)
  return (element && kindOf(element.kind).text?.parts?.all(element.props)) ?? []
}

/** The part of an element that was typed or pointed at last, if it is still there. */
export const partMeant = (editor: Editor, id: string): string | undefined =>
  partsOf(editor, id).find((part) => part === editor.part.value)

/** The part of an element that is at a point, or the first one. */
export function partAt({ scene, measure }: Editor, id: string, at: Vector): string | undefined {
  const element = scene.get(id)
  return element && kindOf(element.kind).text?.parts?.at(element.props, at, measure)
}

/**
 * Begins a typing session in an element that is there, or in a new one; in the first of its parts unless another is meant.
 * All of the session is one undo step.
 */
export function startTyping(editor: Editor, element: string | NewElement, part?: string): void {
  if (editor.readonly) return
  finishTyping(editor)
  editor.history.begin()
  const [id] = typeof element === 'string' ? [element] : editor.document.add([element])
  batch(() => {
    editor.selection.value = new Set()
    editor.part.value = id === undefined ? null : (part ?? partsOf(editor, id)[0] ?? null)
    editor.editing.value = id ?? null
  })
}

/** Ends the session: what is nothing without words goes when it has none, everything else is left selected. */
export function finishTyping(editor: Editor): void {
  const id = editor.editing.value
  if (id === null) return
  editor.editing.value = null
  const goes = isNothingWithoutWords(editor, id) && textOf(editor, id).trim() === ''
  if (goes) editor.document.remove([id])
  editor.history.end()
  editor.selection.value = new Set(goes ? [] : [id])
}

function isNothingWithoutWords({ scene }: Editor, id: string): boolean {
  const element = scene.get(id)
  return element === undefined || kindOf(element.kind).text?.alone === true
}

/** Between an element and the next one of its series, in shares of its width. */
const SERIES_GAP = 0.08

/** Goes on typing in another element like this one, beside it; answers whether its kind does that. */
export function typeNext(editor: Editor): boolean {
  const element = editor.editing.value === null ? undefined : editor.scene.get(editor.editing.value)
  if (!element || !kindOf(element.kind).text?.series) return false
  const { matrix } = element.props
  const step = 1 + SERIES_GAP
  const beside = multiply(translate(matrix[0] * step, matrix[1] * step), matrix)
  startTyping(editor, { ...element.props, kind: element.kind, matrix: beside, text: '' })
  return true
}

/** The text of an element or of one of its parts; empty when it has none or is gone. */
export function textOf({ document }: Editor, id: string, part?: string | null): string {
  const props: Partial<Placed & Textual & Parted> = document.get(id)?.props ?? {}
  return (part === undefined || part === null ? props.text : props.texts?.get(part)) ?? ''
}
