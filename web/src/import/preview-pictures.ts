import type { NewElement } from '#board/document/element.ts'
import type { FindBitmap } from '#board/render/canvas.ts'
import type { PreparedImage } from '../files/prepare-image.ts'
import type { Placeable } from './place-imported.ts'
import { preparedPictures, type Source } from './prepared-pictures.ts'

/** So many pictures are seen before they are put on a board; the others are sheets until then. */
const MOST = 24
/** Pixels, of the longer side. */
const SIDE = 512

/** Elements as they will be seen, and their pictures. */
export interface Previewed {
  readonly elements: readonly NewElement[]
  readonly bitmaps: FindBitmap
}

/** What of a file is seen first, with its pictures as the board would take them; nothing of them is kept. */
export async function previewed(
  first: readonly NewElement[],
  pictures: Placeable['pictures'],
  signal: AbortSignal,
): Promise<Previewed> {
  const sources = new Set(sourcesOf(first, pictures).slice(0, MOST))
  const held = new Map<string, PreparedImage>()
  const keep = async (picture: PreparedImage) => void held.set(picture.hash, picture)
  const ready = await preparedPictures(sources, { keep }, { signal })
  const bitmaps = new Map<string, ImageBitmap>()
  for (const [hash, { bytes, type, natural }] of held) {
    const bitmap = await createImageBitmap(new Blob([bytes], { type }), sizeFor(natural))
    signal.throwIfAborted()
    bitmaps.set(hash, bitmap)
  }
  const elements = first.flatMap((element) => {
    const source = pictures.get(String(element['id']))
    if (source === undefined || !sources.has(source)) return [element]
    const shown = ready.get(source)
    return shown ? [{ ...element, ...shown }] : []
  })
  return { elements, bitmaps: ({ file }) => bitmaps.get(file) }
}

const sourcesOf = (elements: readonly NewElement[], pictures: Placeable['pictures']): readonly Source[] => [
  ...new Set(elements.flatMap(({ id }) => pictures.get(String(id)) ?? [])),
]

function sizeFor([wide, high]: readonly [number, number]): ImageBitmapOptions {
  const scale = SIDE / Math.max(wide, high)
  return scale < 1 ? { resizeWidth: Math.ceil(wide * scale), resizeHeight: Math.ceil(high * scale) } : {}
}
