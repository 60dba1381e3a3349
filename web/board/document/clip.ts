import { boxAt, height, width, type Box } from '../geometry/box.ts'
import { LIMITS } from '../limits.ts'
import type { NewElement } from './element.ts'
import { bytesFromJson, bytesToJson } from './json-bytes.ts'
import { faultOfTexts } from './legal.ts'

/** Elements on their way through a clipboard. */
export interface Clip {
  readonly elements: readonly NewElement[]
  /** Around all of them where they were copied, in scene units. */
  readonly box: Box
}

/** What some text turned out to be: a clip, one that is too large for a board to take at once, or something else. */
export type Decoded = { readonly type: 'clip'; readonly clip: Clip } | { readonly type: 'too-large' | 'foreign' }

const FORMAT = 'drawbridge/elements'

/** JSON; bytes are `{ "$bytes": "<base64>" }`. */
export function encodeClip({ elements, box }: Clip): string {
  const { minX, minY } = box
  return JSON.stringify({ format: FORMAT, box: [minX, minY, width(box), height(box)], elements }, bytesToJson)
}

/** Reads what {@link encodeClip} wrote. The fields of the elements are as they came: the document checks them when it adds them, `renew`ed. */
export function decodeClip(text: string): Decoded {
  if (!text.startsWith(`{"format":"${FORMAT}"`)) return { type: 'foreign' }
  if (text.length > LIMITS.messageBytes) return { type: 'too-large' }
  try {
    const { box, elements } = JSON.parse(text, bytesFromJson) as { box: unknown; elements: unknown }
    const [x, y, w, h] = Array.isArray(box) && box.length === 4 && box.every(Number.isFinite) ? (box as number[]) : []
    if (x === undefined || y === undefined || w === undefined || h === undefined) return { type: 'foreign' }
    if (!Array.isArray(elements)) return { type: 'foreign' }
    return { type: 'clip', clip: { box: boxAt(x, y, w, h), elements: elements.filter(isElement).map(fresh) } }
  } catch {
    return { type: 'foreign' }
  }
}

const isElement = (value: unknown): value is NewElement =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'

/** A copy lies on top. Its id says which connectors are bound to it. */
function fresh({ z: _z, id, text, texts, ...rest }: NewElement): NewElement {
  return {
    ...rest,
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(faultOfTexts(texts) === undefined && texts !== undefined ? { texts } : {}),
  }
}
