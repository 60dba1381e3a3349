import type { NewElement } from '#board/document/element.ts'
import type { BoardFiles } from '../files/board-files.ts'
import { ImageRefused, prepareImage } from '../files/prepare-image.ts'

export type Added = NewElement & { readonly id: string }

/** A picture: an address with the data in it, or how it is made when it is wanted. */
export type Source = string | (() => Promise<Blob>)

export interface Placing {
  /** Hears of each picture that is ready. */
  readonly tell?: (ready: number) => void
  /** Nothing is put on the board when it says so before all pictures are ready. */
  readonly signal?: AbortSignal
}

/** What elements say of their picture, by where it came from; undefined for those that no browser can read. */
export type Prepared = ReadonlyMap<
  Source,
  { readonly file: string; readonly natural: readonly [number, number] } | undefined
>

/** All pictures, taken in: one after the other, as each may be large. */
export async function preparedPictures(
  sources: Iterable<Source>,
  files: Pick<BoardFiles, 'keep'>,
  { tell, signal }: Placing,
): Promise<Prepared> {
  const ready = new Map<Source, Awaited<ReturnType<typeof pictureFrom>>>()
  for (const source of new Set(sources)) {
    ready.set(source, await pictureFrom(source, files))
    signal?.throwIfAborted()
    tell?.(ready.size)
  }
  return ready
}

/** The elements with the files that they show; those whose file no browser can read are left out. */
export function withPictures(elements: readonly Added[], pictures: ReadonlyMap<string, Source>, ready: Prepared) {
  const taken: Added[] = []
  for (const element of elements) {
    const source = pictures.get(element.id)
    const shown = source === undefined ? {} : ready.get(source)
    if (shown) taken.push({ ...element, ...shown })
  }
  return { elements: taken, refused: elements.length - taken.length }
}

async function pictureFrom(source: Source, files: Pick<BoardFiles, 'keep'>) {
  try {
    const picture = await prepareImage(typeof source === 'string' ? blobOf(source) : await made(source))
    await files.keep(picture)
    return { file: picture.hash, natural: picture.natural }
  } catch (error) {
    if (error instanceof ImageRefused) return undefined
    throw error
  }
}

async function made(make: () => Promise<Blob>): Promise<Blob> {
  try {
    return await make()
  } catch {
    throw new ImageRefused('it can’t be drawn')
  }
}

const DATA = /^data:([^,;]*)((?:;[^,;]*)*),/i

/** What an address holds (RFC 2397). The content security policy lets nobody fetch one. */
export function blobOf(address: string): Blob {
  const [head, type, parameters = ''] = DATA.exec(address) ?? []
  if (head === undefined) throw new ImageRefused('it is no picture')
  const data = address.slice(head.length)
  try {
    const bytes = /;base64$/i.test(parameters)
      ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      : new TextEncoder().encode(decodeURIComponent(data))
    return new Blob([bytes], { type: type ?? '' })
  } catch {
    throw new ImageRefused('it is no picture')
  }
}
