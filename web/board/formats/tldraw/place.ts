import { boxOfCoordinates } from '../../geometry/box.ts'
import { multiply, rotate, translate, IDENTITY, type Matrix } from '../../geometry/matrix.ts'
import type { Vector } from '../../geometry/vector.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'
import { isRaw, numberIn, stringIn, type Raw } from '../imported.ts'
import { scaleOf } from './looks.ts'
import { pointsOfSegments } from './points.ts'

/** Sides of nothing, scene units: no board holds what has no width. */
const THINNEST = 0.01
/** Scene units, before its scale. */
const NOTE = 200

export const propsOf = (shape: Raw): Raw => (isRaw(shape['props']) ? shape['props'] : {})

/** A shape and those that it is in, innermost first. */
export function chainOf(shape: Raw, find: (id: string) => Raw | undefined): Raw[] {
  const chain = [shape]
  for (
    let at = find(stringIn(shape, 'parentId'));
    at && chain.length < IMPORT_LIMITS.tldrawDepth;
    at = find(stringIn(at, 'parentId'))
  )
    chain.push(at)
  return chain
}

/** The shape's own units → scene: its corner is where its parent's units say, turned around that. */
export const placeOf = (chain: readonly Raw[]): Matrix =>
  chain.reduce<Matrix>(
    (inner, at) =>
      multiply(
        multiply(translate(numberIn(at, 'x', 0), numberIn(at, 'y', 0)), rotate(numberIn(at, 'rotation', 0))),
        inner,
      ),
    IDENTITY,
  )

const sideOf = (props: Raw, name: string): number => Math.max(THINNEST, Math.abs(numberIn(props, name, 0)))

/** Width and height of what fills a box that begins at its own origin. */
export function sizeOfBox(shape: Raw): { readonly w: number; readonly h: number } {
  const props = propsOf(shape)
  const grown = Math.max(0, numberIn(props, 'growY', 0))
  if (shape['type'] === 'note') return { w: NOTE * scaleOf(props), h: NOTE * scaleOf(props) + grown * scaleOf(props) }
  return { w: sideOf(props, 'w'), h: sideOf(props, 'h') + grown }
}

/** Unit square → the shape's own units, of what something may be bound to. */
export function boxIn(shape: Raw): Matrix {
  if (shape['type'] === 'draw' || shape['type'] === 'highlight') {
    const points = pointsOfSegments(propsOf(shape), MOST).filter((_, i) => i % 3 !== 2)
    const { minX, minY, maxX, maxY } = boxOfCoordinates(points.length > 0 ? points : [0, 0])
    return [Math.max(THINNEST, maxX - minX), 0, 0, Math.max(THINNEST, maxY - minY), minX, minY]
  }
  const { w, h } = sizeOfBox(shape)
  return [w, 0, 0, h, 0, 0]
}

/** Points of a stroke that are looked at. */
const MOST = 50_000

export const vectorIn = (raw: unknown): Vector | undefined =>
  isRaw(raw) ? { x: numberIn(raw, 'x', 0), y: numberIn(raw, 'y', 0) } : undefined
