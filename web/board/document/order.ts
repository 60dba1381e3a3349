import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
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

/** A key between two others, either of which may be missing. Where there is no room between them, the lower one again: ids break the tie. */
export function keyBetween(below: string | undefined, above: string | undefined): string {
  const key = tryBetween(below, above)
  if (key !== undefined) return key
  return below ?? (above === undefined ? FIRST_Z : above)
}

function tryBetween(below: string | undefined, above: string | undefined): string | undefined {
  try {
    const key = generateKeyBetween(below, above)
    // The generator takes its bounds in either order, and we mean the one given.
    const inside = (below === undefined || below < key) && (above === undefined || key < above)
    return inside && isZ(key) ? key : undefined
  } catch {
    return undefined
  }
}
