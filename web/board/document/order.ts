import { generateNKeysBetween } from 'fractional-indexing'
import { FIRST_Z, isZ } from '../elements/z-order.ts'

/** `count` keys in order above `top` (or the first ones). Stored keys may be anything, and this never throws. */
export function keysAbove(top: string | undefined, count: number): string[] {
  try {
    const keys = generateNKeysBetween(top, null, count)
    if (keys.every(isZ)) return keys
  } catch {
    // `top` is not one of our keys; the fallback below takes any string.
  }
  // Anything longer that begins with a key sorts above it. At the length limit keys are equal, and ids decide.
  const above = [`${top}V`, top].find(isZ) ?? FIRST_Z
  return Array.from({ length: count }, () => above)
}

/**
 * `count` keys in order between two others, either of which may be missing. Where there is no room between them, the lower
 * one again and again: ids break the tie.
 */
export function keysBetween(below: string | undefined, above: string | undefined, count: number): string[] {
  const keys = tryBetween(below, above, count)
  if (keys !== undefined) return keys
  const tied = below ?? (above === undefined ? FIRST_Z : above)
  return Array.from({ length: count }, () => tied)
}

function tryBetween(below: string | undefined, above: string | undefined, count: number): string[] | undefined {
  try {
    const keys = generateNKeysBetween(below, above, count)
    // The generator takes its bounds in either order, and we mean the one given.
    const isInside = (key: string) => (below === undefined || below < key) && (above === undefined || key < above)
    return keys.every((key) => isInside(key) && isZ(key)) ? keys : undefined
  } catch {
    return undefined
  }
}
