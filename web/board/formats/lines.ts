import { simplify } from '../geometry/simplify.ts'
import { LIMITS } from '../limits.ts'

/** The points (flat) of a line, as many of them as a line of a board may have: those that matter most. */
export function fewerPoints(points: readonly number[]): readonly number[] {
  let kept = points
  for (let tolerance = 0.5; kept.length / 2 > LIMITS.pointsPerLine; tolerance *= 2) {
    const solid = kept.flatMap((value, i) => (i % 2 === 1 ? [value, 0.5] : [value]))
    kept = simplify(solid, tolerance).flatMap((i) => [solid[i * 3] as number, solid[i * 3 + 1] as number])
  }
  return kept
}
