import { CLOSE, COORDINATES_PER_OP, MOVE, type Path } from './path.ts'

const ABSOLUTE = ['M', 'L', 'Q', 'C', 'Z'] as const
const RELATIVE = ['M', 'l', 'q', 'c', 'z'] as const
/** Coordinates are rounded to a grid with this many steps a scene unit. */
const STEPS = 100
/** Readers add distances up as 32-bit floats, whose errors could be seen farther out than this, in scene units. */
const FAR = 32_768

/**
 * Hot path (every element of an SVG). The path as the `d` attribute of an SVG path (https://www.w3.org/TR/SVG2/paths.html#PathData),
 * on a grid of hundredths. Commands are relative, which is shorter; their distances are taken on the grid, so that no rounding adds up.
 */
export function svgPathData({ ops, coordinates }: Path): string {
  const isFar = coordinates.some((value) => Math.abs(value) >= FAR)
  const letters = isFar ? ABSOLUTE : RELATIVE
  let data = ''
  let letterBefore = ''
  // Where the pen is, and where closing takes it, in steps.
  let [penX, penY, startX, startY] = [0, 0, 0, 0]
  let at = 0
  for (const op of ops) {
    const letter = letters[op] as string
    const isNamed = letter !== letterBefore || op === MOVE || op === CLOSE
    if (isNamed) data += letter
    const isRelative = !isFar && op !== MOVE
    const fromX = isRelative ? penX : 0
    const fromY = isRelative ? penY : 0
    const end = at + (COORDINATES_PER_OP[op] ?? 0)
    for (let i = at; i < end; i += 2) {
      penX = onGrid(coordinates[i] as number)
      penY = onGrid(coordinates[i + 1] as number)
      data += shortSteps(penX - fromX, isNamed && i === at ? '' : ' ') + shortSteps(penY - fromY, ' ')
    }
    if (op === MOVE) [startX, startY] = [penX, penY]
    if (op === CLOSE) [penX, penY] = [startX, startY]
    letterBefore = letter
    at = end
  }
  return data
}

const onGrid = (value: number): number => Math.round(value * STEPS) || 0

/** What stands behind the whole of a number, by its steps. */
const FRACTIONS: readonly string[] = Array.from({ length: STEPS }, (_, steps) => String(steps / STEPS).slice(1))

/** `.5`, `-3`, ` 12.25`: a number without what can be left out, parted from what it is `after` by its sign or by that. */
function shortSteps(steps: number, after: '' | ' '): string {
  const size = Math.abs(steps)
  const fraction = size % STEPS
  const whole = (size - fraction) / STEPS
  const sign = steps < 0 ? '-' : after
  return whole === 0 && fraction > 0 ? sign + FRACTIONS[fraction] : sign + whole + FRACTIONS[fraction]
}
