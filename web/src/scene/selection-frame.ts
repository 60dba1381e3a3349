import { kindOf } from '#board/elements/index.ts'
import { EMPTY_BOX, height, isEmpty, union, width, type Box } from '#board/geometry/box.ts'
import { decompose, multiply, rotate, translate } from '#board/geometry/matrix.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { SelectionFrame } from '../editor/editor.ts'
import type { Scene } from './scene.ts'

/**
 * The box around elements: turned with a single element, upright around several.
 * Undefined when none of the ids is in the scene.
 */
export function selectionFrame(scene: Scene, measure: MeasureText, ids: Iterable<string>): SelectionFrame | undefined {
  const present = [...ids].filter((id) => scene.boundsOf(id) !== undefined)
  const resize = present.some((id) => resizeOf(scene, id) === 'uniform') ? 'uniform' : 'free'
  const [only] = present
  if (only !== undefined && present.length === 1) return turnedFrame(scene, measure, only)
  const box = present.reduce((all, id) => union(all, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)
  return isEmpty(box) ? undefined : frameOf(box, 0, resize)
}

/** The element's bounds as they would be without its rotation, turned by that rotation. */
function turnedFrame(scene: Scene, measure: MeasureText, id: string): SelectionFrame | undefined {
  const element = scene.get(id)
  if (!element) return undefined
  const kind = kindOf(element.kind)
  const { angle } = decompose(element.props.matrix)
  const upright = multiply(rotate(-angle), element.props.matrix)
  return frameOf(kind.frame({ ...element.props, matrix: upright }, measure), angle, kind.resize)
}

function frameOf(box: Box, angle: number, resize: SelectionFrame['resize']): SelectionFrame {
  const matrix = multiply(rotate(angle), translate(box.minX, box.minY))
  return { width: width(box), height: height(box), matrix, resize }
}

function resizeOf(scene: Scene, id: string): SelectionFrame['resize'] {
  const element = scene.get(id)
  return element ? kindOf(element.kind).resize : 'free'
}
