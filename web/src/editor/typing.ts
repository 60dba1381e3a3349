import type { NewElement } from '#board/document/element.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxAt, containsPoint } from '#board/geometry/box.ts'
import { applyTo, invert, multiply, translate } from '#board/geometry/matrix.ts'
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

/** The words of an element as they are set, with `typed` in the place of what the document has; undefined when it carries none. */
export function blockOf({ scene, measure }: Editor, id: string, typed?: string): TextBlock | undefined {
  const element = scene.get(id)
  if (!element) return undefined
  const props = typed === undefined ? element.props : { ...element.props, text: typed, asTyped: true }
  return kindOf(element.kind).text?.block(props, measure)
}

/** Begins a typing session in an element that is there, or in a new one. All of the session is one undo step. */
export function startTyping(editor: Editor, element: string | NewElement): void {
  if (editor.readonly) return
  finishTyping(editor)
  editor.history.begin()
  const [id] = typeof element === 'string' ? [element] : editor.document.add([element])
  editor.selection.value = new Set()
  editor.editing.value = id ?? null
}

/** Ends the session: what is nothing without words goes when it has none, everything else is left selected. */
export function finishTyping(editor: Editor): void {
  const id = editor.editing.value
  if (id === null) return
  editor.editing.value = null
  const goes = textOf(editor, id).trim() === '' && isNothingWithoutWords(editor, id)
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

/** The text of an element; empty when it has none or is gone. */
export function textOf({ document }: Editor, id: string): string {
  const props = document.get(id)?.props
  return props && 'text' in props && typeof props.text === 'string' ? props.text : ''
}
