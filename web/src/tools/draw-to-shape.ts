import type { NewElement } from '#board/document/element.ts'
import { translate } from '#board/geometry/matrix.ts'
import { STRIDE } from '#board/geometry/points.ts'
import { recognise, type Meant } from '#board/geometry/recognise.ts'
import { bindingAt } from '../editor/binding-at.ts'
import type { Editor } from '../editor/editor.ts'
import { newSeed } from './new-seed.ts'

/** Smaller strokes are letters and dots, CSS pixels along the stroke's longer side. */
const LEAST = 24

/** The shape that a stroke through points (x, y, pressure, ...) means, as an element in the style that is set; undefined for none. */
export function shapeMeant(editor: Editor, points: readonly number[]): NewElement | undefined {
  const meant = recognise(points, STRIDE)
  if (!meant || sizeOf(meant) * editor.camera.value.zoom < LEAST) return undefined
  const { color, width, opacity, dash, look, font, size } = editor.style.value
  const style = { color, width, opacity, dash, look, font, size, seed: newSeed() }
  if (meant.type === 'shape') {
    const { fill, fillStyle, radius } = editor.style.value
    return { kind: 'shape', shape: meant.shape, matrix: meant.matrix, fill, fillStyle, radius, ...style }
  }
  const { from, to } = meant
  const start = bindingAt(editor, from)
  return {
    kind: 'line',
    matrix: translate(from.x, from.y),
    points: [0, 0, to.x - from.x, to.y - from.y],
    start,
    end: bindingAt(editor, to, start?.id),
    startHead: 'none',
    endHead: meant.type === 'arrow' ? 'arrow' : 'none',
    route: 'straight',
    ...style,
  }
}

function sizeOf(meant: Meant): number {
  if (meant.type === 'shape') {
    const [a, b, c, d] = meant.matrix
    return Math.max(Math.hypot(a, b), Math.hypot(c, d))
  }
  return Math.hypot(meant.to.x - meant.from.x, meant.to.y - meant.from.y)
}
