import type { Editor } from '../editor/editor.ts'
import { styledIds } from '../editor/style.ts'
import type { StyleName } from '../tools/tool.ts'

const ALL: readonly StyleName[] = [
  'color',
  'fill',
  'width',
  'size',
  'font',
  'align',
  'fillStyle',
  'dash',
  'radius',
  'look',
  'opacity',
]
/** A selection of a hundred thousand elements is judged by this many. */
const LOOKED_AT = 100

/** Which styles the panel offers: those of the selected elements or the text being typed, or those of the current tool. Reads signals. */
export function shownStyles(editor: Editor): readonly StyleName[] {
  const { toolbox, scene } = editor
  const ids = styledIds(editor)
  if (ids.size === 0) return toolbox.current.value.styles
  const found = new Set<string>()
  let left = LOOKED_AT
  for (const id of ids) {
    if (left-- === 0) break
    for (const name of Object.keys(scene.get(id)?.props ?? {})) found.add(name)
  }
  return ALL.filter((name) => found.has(name))
}
