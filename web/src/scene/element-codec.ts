import * as decoding from 'lib0/decoding'
import { createValueWriter, type ValueReader } from '#board/document/values.ts'
import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Window } from '#board/elements/window.ts'
import type { Box } from '#board/geometry/box.ts'
import type { PlacedElement } from './scene.ts'

/**
 * Elements as bytes, to be sent to another thread and kept there as they come: to clone them as objects takes several times as long.
 *
 *     one element: id · z · minX minY maxX maxY (float64) · u32 length · what it is drawn from
 *     what it is drawn from: kind · the values of its fields, in the order of the kind's · the window that it is seen through, or null
 */
export interface ElementPacker {
  add(element: PlacedElement): void
  /** Bytes since the last time. */
  readonly length: number
  /** All that was added since the last time. */
  take(): Uint8Array<ArrayBuffer>
}

export function createElementPacker(): ElementPacker {
  const writer = createValueWriter()
  return {
    add({ element: { id, z, kind, props }, box: { minX, minY, maxX, maxY }, window }) {
      writer.string(id)
      writer.string(z)
      writer.float64(minX)
      writer.float64(minY)
      writer.float64(maxX)
      writer.float64(maxY)
      const hole = writer.hole()
      writer.string(kind)
      const fields = props as unknown as Readonly<Record<string, unknown>>
      for (const name in kindOf(kind).fields) writer.value(fields[name])
      writer.value(window ? Array.from(window) : null)
      writer.fill(hole)
    },
    get length() {
      return writer.length
    },
    take: () => writer.take(),
  }
}

/** What {@link unpack} answers for each element; `at` is where the bytes begin that {@link readDrawn} reads. */
export interface PackedElement {
  readonly id: string
  readonly z: string
  readonly box: Box
  readonly at: number
}

export function* unpack(bytes: Uint8Array, reader: ValueReader): Generator<PackedElement> {
  const decoder = decoding.createDecoder(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  while (decoding.hasContent(decoder)) {
    const id = reader.readString(decoder)
    const z = reader.readString(decoder)
    const { pos } = decoder
    const box = {
      minX: view.getFloat64(pos),
      minY: view.getFloat64(pos + 8),
      maxX: view.getFloat64(pos + 16),
      maxY: view.getFloat64(pos + 24),
    }
    const at = pos + 36
    yield { id, z, box, at }
    decoder.pos = at + view.getUint32(pos + 32)
  }
}

/** Hot path (every element of every tile): what the element at `at` is drawn from. */
export function readDrawn(
  bytes: Uint8Array,
  at: number,
  reader: ValueReader,
): { readonly kind: string; readonly props: Placed; readonly window: Window | undefined } {
  const decoder = decoding.createDecoder(bytes)
  decoder.pos = at
  const kind = reader.readString(decoder)
  const props: Record<string, unknown> = {}
  for (const name in kindOf(kind).fields) props[name] = reader.read(decoder)
  // What was written above, and by nobody else.
  const window = reader.read(decoder) as readonly number[] | null
  return { kind, props: props as unknown as Placed, window: window ?? undefined }
}
