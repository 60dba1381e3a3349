import { COORDINATES_PER_OP, type Path } from '../../geometry/path.ts'
import { createVarintWriter, VarintReader } from '../../geometry/varint.ts'

/**
 * A formula as it is set, as outlines: whoever draws it needs neither a typesetter nor its fonts. Font sizes, to the right and
 * down from the top left corner of its box.
 */
export interface SetFormula {
  /** Of the words that it was set from: see `made-of.ts`. */
  readonly mark: number
  readonly width: number
  readonly height: number
  readonly shapes: readonly SetShape[]
}

/** What is filled with one colour. */
export interface SetShape {
  /** `#rrggbb`; empty: that of the element. */
  readonly color: string
  readonly path: Path
}

/**
 *     version · mark · width · height · how many shapes, and of each:
 *     0, or 1 and a colour · how many operators · those · their coordinates, each less the one before on its axis
 *
 * Lengths are thousandths of a font size, the unit in which the fonts of formulas are drawn.
 */
const VERSION = 1
const UNITS = 1_000
const OPS = COORDINATES_PER_OP.length

export function encodeFormula({ mark, width, height, shapes }: SetFormula): Uint8Array {
  const writer = createVarintWriter()
  const unsigned = (...values: readonly number[]) => values.forEach((value) => writer.unsigned(value))
  unsigned(VERSION, mark, Math.round(width * UNITS), Math.round(height * UNITS), shapes.length)
  for (const { color, path } of shapes) {
    if (color === '') unsigned(0)
    else unsigned(1, Number.parseInt(color.slice(1), 16))
    unsigned(path.ops.length, ...path.ops)
    const last = [0, 0]
    for (const [i, coordinate] of path.coordinates.entries()) {
      const units = Math.round(coordinate * UNITS)
      writer.signed(units - (last[i % 2] as number))
      last[i % 2] = units
    }
  }
  return writer.bytes()
}

/** Undefined for what {@link encodeFormula} has not written. Never throws. */
export function decodeFormula(bytes: Uint8Array): SetFormula | undefined {
  const reader = new VarintReader(bytes)
  if (reader.unsigned() !== VERSION) return undefined
  const mark = reader.unsigned()
  const [width, height] = [reader.unsigned() / UNITS, reader.unsigned() / UNITS]
  const count = reader.unsigned()
  if (!(mark >= 0 && width > 0 && height > 0 && count <= bytes.length)) return undefined
  const shapes: SetShape[] = []
  for (let i = 0; i < count; i++) {
    const shape = readShape(reader)
    if (!shape) return undefined
    shapes.push(shape)
  }
  return reader.left === 0 ? { mark, width, height, shapes } : undefined
}

function readShape(reader: VarintReader): SetShape | undefined {
  const colored = reader.unsigned()
  const rgb = colored === 1 ? reader.unsigned() : 0
  const length = reader.unsigned()
  if (!(colored <= 1 && rgb <= 0xffffff && length <= reader.left)) return undefined
  const ops = Uint8Array.from({ length }, () => Math.min(OPS, reader.unsigned()))
  if (ops.some((op) => !(op < OPS)) || (length > 0 && ops[0] !== 0)) return undefined
  const total = ops.reduce((sum, op) => sum + (COORDINATES_PER_OP[op] ?? 0), 0)
  if (total > reader.left) return undefined
  const coordinates = new Float64Array(total)
  const last = [0, 0]
  for (let i = 0; i < total; i++) {
    const units = (last[i % 2] as number) + reader.signed()
    if (!Number.isSafeInteger(units)) return undefined
    last[i % 2] = units
    coordinates[i] = units / UNITS
  }
  return { color: colored === 1 ? `#${rgb.toString(16).padStart(6, '0')}` : '', path: { ops, coordinates } }
}
