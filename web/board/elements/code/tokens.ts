import { createVarintWriter, VarintReader } from '../../geometry/varint.ts'

/**
 * What colours the words of a programme have, as bytes: a version, a mark of what they were found in (see `made-of.ts`), and then
 * stretches one behind the other: how many UTF-16 units, and which of {@link TOKEN_COLORS}.
 */
export interface Tokens {
  readonly mark: number
  readonly stretches: readonly Stretch[]
}

export interface Stretch {
  readonly length: number
  /** Of {@link TOKEN_COLORS}. */
  readonly color: number
}

/** By number; stored, so that it only ever grows. `''` is the colour of the element. */
export const TOKEN_COLORS = ['', 'violet', 'green', 'grey', 'blue', 'orange', 'teal', 'red', 'pink', 'brown'] as const

const VERSION = 1

export function encodeTokens({ mark, stretches }: Tokens): Uint8Array {
  const writer = createVarintWriter()
  writer.unsigned(VERSION)
  writer.unsigned(mark)
  for (const { length, color } of stretches) {
    writer.unsigned(length)
    writer.unsigned(color)
  }
  return writer.bytes()
}

/** Undefined for what {@link encodeTokens} has not written. */
export function decodeTokens(bytes: Uint8Array): Tokens | undefined {
  const reader = new VarintReader(bytes)
  if (reader.unsigned() !== VERSION) return undefined
  const mark = reader.unsigned()
  const stretches: Stretch[] = []
  while (reader.left > 0) {
    const stretch = { length: reader.unsigned(), color: reader.unsigned() }
    if (!(stretch.length > 0) || !(stretch.color < TOKEN_COLORS.length)) return undefined
    stretches.push(stretch)
  }
  return Number.isNaN(mark) ? undefined : { mark, stretches }
}
