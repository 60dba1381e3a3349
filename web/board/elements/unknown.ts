import { multiply } from '../geometry/matrix.ts'
import type { ElementKind } from './element-kind.ts'
import { matrixField } from './fields.ts'
import { placeholderBounds, placeholderDisplay, placeholderHit } from './placeholder.ts'

/** Stands for every kind that this version does not know: another's work is shown as a placeholder, and never lost. */
export const unknown: ElementKind = {
  kind: 'unknown',
  fields: { matrix: matrixField },
  resize: 'free',
  bounds: placeholderBounds,
  frame: placeholderBounds,
  hit: placeholderHit,
  display: placeholderDisplay,
  transform: (props, by) => multiply(by, props.matrix),
}
