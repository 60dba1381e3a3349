import { keysBetween } from '#board/document/order.ts'
import { newKey } from '#board/document/new-id.ts'
import type { Grid, Step } from '#board/elements/element-kind.ts'
import { memberName } from '#board/elements/family.ts'
import { cellOf, crossingOf, trackIds, type Gridded } from '#board/elements/grid.ts'
import { kindOf } from '#board/elements/index.ts'
import { LIMITS } from '#board/limits.ts'
import type { Editor } from './editor.ts'
import { startTyping } from './typing.ts'

/** What lies in rows and columns is worked on here: one write a row or column, so that what two people do at once is done. */
export type Axis = 'row' | 'column'

/** The rows and columns of an element, if it has some. */
export function gridOf({ scene, measure }: Editor, id: string): Grid | undefined {
  const element = scene.get(id)
  return element && kindOf(element.kind).grid?.(element.props, measure)
}

/** The element that is selected by itself or typed into, if it lies in rows and columns and may be changed. */
export function griddedId(editor: Editor): string | undefined {
  const { editing, selection, scene, readonly } = editor
  const [only] = selection.value.size === 1 ? selection.value : []
  const id = editing.value ?? only
  if (readonly || id === undefined || scene.belonging(id)?.locked) return undefined
  return kindOf(scene.kindOf(id) ?? '').grid ? id : undefined
}

function propsOf({ document }: Editor, id: string): Gridded | undefined {
  const element = document.get(id)
  // What answers a grid has its families.
  return element && kindOf(element.kind).grid ? (element.props as unknown as Gridded) : undefined
}

const MOST = { row: LIMITS.tableRows, column: LIMITS.tableColumns } as const

/** May there be another? */
export function hasRoom(editor: Editor, id: string, axis: Axis): boolean {
  const props = propsOf(editor, id)
  return props !== undefined && props[axis].size < MOST[axis]
}

/** The orders of the tracks that lie before and behind place `at` of those in `ids`. */
function orderAt(props: Gridded, axis: Axis, ids: readonly string[], at: number): string {
  const orderOf = (id: string | undefined) => (id === undefined ? undefined : props[axis].get(id))
  return keysBetween(orderOf(ids[at - 1]), orderOf(ids[at]), 1)[0] as string
}

/** Adds an empty row or column at a place, 0 before all others; answers its key. */
export function addTrack(editor: Editor, id: string, axis: Axis, at: number): string | undefined {
  const props = propsOf(editor, id)
  if (!props || !hasRoom(editor, id, axis)) return undefined
  const key = newKey()
  editor.document.edit([id], memberName(axis, key), orderAt(props, axis, trackIds(props, axis), at))
  return key
}

/** Takes a row or column away. Its words are kept, should it come back by undo, with what others typed meanwhile. The last one stays. */
export function removeTrack(editor: Editor, id: string, axis: Axis, key: string): void {
  const props = propsOf(editor, id)
  if (props && props[axis].size > 1 && props[axis].has(key)) editor.document.edit([id], memberName(axis, key), null)
}

/** Moves a row or column to a place among the others. */
export function moveTrack(editor: Editor, id: string, axis: Axis, key: string, to: number): void {
  const props = propsOf(editor, id)
  if (!props?.[axis].has(key)) return
  const others = trackIds(props, axis).filter((other) => other !== key)
  const at = Math.max(0, Math.min(others.length, to))
  if (trackIds(props, axis).indexOf(key) === at) return
  editor.document.edit([id], memberName(axis, key), orderAt(props, axis, others, at))
}

/** Goes on typing where a key leads to; behind the last cell in a row of its own. Answers whether it went anywhere. */
export function typeBeside(editor: Editor, step: Step): boolean {
  const { editing, part, scene } = editor
  const [id, from] = [editing.value, part.value]
  const element = id === null ? undefined : scene.get(id)
  const parts = element && kindOf(element.kind).text?.parts
  if (id === null || from === null || !element || !parts) return false
  const to = parts.beside(element.props, from, step)
  if (to !== undefined) startTyping(editor, id, to)
  else if (step === 'next' || step === 'below') typeInNewRow(editor, id, from, step)
  return true
}

function typeInNewRow(editor: Editor, id: string, from: string, step: Step): void {
  const props = propsOf(editor, id)
  const row = props && addTrack(editor, id, 'row', props.row.size)
  if (!props || row === undefined) return
  const column = step === 'below' ? crossingOf(from).column : trackIds(props, 'column')[0]
  if (column !== undefined) startTyping(editor, id, cellOf(row, column))
}
