import type { ElementKind } from './element-kind.ts'
import { shape, type ShapeProps } from './shape.ts'

/** What boards called a shape before there were others: the same in every respect. New ones are stored as shapes. */
export const rectangle: ElementKind<ShapeProps> = {
  ...shape,
  kind: 'rectangle',
}
