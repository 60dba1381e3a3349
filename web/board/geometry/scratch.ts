import { createInkRoom, type InkRoom } from './ink-polygon.ts'

/** Memory that is used again and again: the first so many numbers of it, with whatever was last in them. */
export type Room<Numbers> = (length: number) => Numbers

/** A {@link Room} of numbers of one type. */
function createRoom<Numbers extends Float64Array | Uint8Array>(make: (length: number) => Numbers): Room<Numbers> {
  let all = make(256)
  /** By length: to make a view takes longer than to fill a small one. */
  const views = new Map<number, Numbers>()
  return (length) => {
    if (length > all.length) {
      all = make(2 * length)
      views.clear()
    }
    const known = views.get(length)
    if (known) return known
    const view = all.subarray(0, length) as Numbers
    views.set(length, view)
    return view
  }
}

/**
 * What drawing a small picture of an element needs for a moment. Arrays of their own for each would be most of the work: a browser keeps
 * all but the shortest outside of its heap, and takes long to make them.
 */
export interface Scratch {
  readonly points: Room<Float64Array>
  readonly coordinates: Room<Float64Array>
  readonly ops: Room<Uint8Array>
  readonly ink: InkRoom
}

export const createScratch = (): Scratch => ({
  points: createRoom((length) => new Float64Array(length)),
  coordinates: createRoom((length) => new Float64Array(length)),
  ops: createRoom((length) => new Uint8Array(length)),
  ink: createInkRoom(),
})
