import { keysBetween } from '#board/document/order.ts'
import { contains, type Box } from '#board/geometry/box.ts'
import type { Editor } from '../editor/editor.ts'
import { inkState } from './ink.ts'
import type { Tool } from './tool.ts'

/** Times as wide as a pen. */
const BROAD = 5
const OPACITY = 0.4

/** Under what it marks, but over the sheet that it is drawn on: whatever has all of it inside. */
function zFor({ scene }: Editor, around: Box): string | undefined {
  const touched = scene.inOrder(scene.query(around))
  const sheet = touched.findLastIndex((id) => contains(scene.boundsOf(id) ?? around, around))
  const [below, above] = [touched[sheet], touched[sheet + 1]]
  if (above === undefined) return undefined
  const zOf = (id: string | undefined) => (id === undefined ? undefined : scene.get(id)?.z)
  return keysBetween(zOf(below), zOf(above), 1)[0]
}

export const highlighter: Tool = {
  id: 'highlighter',
  label: 'Highlighter',
  icon: 'highlighter',
  shortcuts: ['Shift+p', 'Shift+d'],
  cursor: 'crosshair',
  group: 'ink',
  styles: ['color', 'width'],
  initial: inkState({
    // Ink would hide what it marks.
    styleOf: ({ color, width }) => ({
      color: color === 'ink' ? 'yellow' : color,
      width: width * BROAD,
      opacity: OPACITY,
    }),
    isEven: () => true,
    zFor,
  }),
}
