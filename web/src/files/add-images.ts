import { newImage } from '#board/elements/image.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from './board-files.ts'
import { prepareImage, refusalOf, type PreparedImage } from './prepare-image.ts'

/** No more than this of the view is covered, in either direction, by a picture that is added, and by several together. */
const MOST_OF_VIEW = { one: 0.6, several: 0.75 } as const
/** Between pictures, CSS pixels. */
const GAP = 24

/**
 * Adds pictures around a point, side by side, in one step, and selects them. They are shown at once, and sent when the server can be reached.
 * @returns how many were added, and why others were not
 */
export async function addImages(
  editor: Editor,
  files: Pick<BoardFiles, 'keep'>,
  blobs: readonly Blob[],
  at: Vector,
): Promise<{ readonly added: number; readonly refused: readonly string[] }> {
  const prepared: PreparedImage[] = []
  const refused: string[] = []
  for (const blob of blobs) {
    try {
      const picture = await prepareImage(blob)
      await files.keep(picture)
      prepared.push(picture)
    } catch (error) {
      refused.push(refusalOf(blob, error))
    }
  }
  if (prepared.length > 0) place(editor, prepared, at)
  return { added: prepared.length, refused }
}

function place(editor: Editor, pictures: readonly PreparedImage[], at: Vector): void {
  const { zoom } = editor.camera.peek()
  const { width, height } = editor.viewport.peek()
  const share = pictures.length === 1 ? MOST_OF_VIEW.one : MOST_OF_VIEW.several / columnsOf(pictures.length)
  const most = { width: (share * width) / zoom, height: (share * height) / zoom }
  const sizes = pictures.map(({ natural: [w, h], width: wide }) => {
    const ratio = h / w
    const fitting = Math.min(wide, most.width, most.height / ratio)
    return { width: fitting, height: fitting * ratio }
  })
  const middles = sideBySide(sizes, GAP / zoom, at)
  const elements = pictures.map(({ hash, natural }, i) =>
    newImage({ file: hash, natural }, middles[i] ?? at, sizes[i]?.width ?? 1),
  )
  editor.bulk.finish()
  editor.toolbox.done()
  editor.selection.value = new Set(editor.document.add(elements))
}

interface Size {
  readonly width: number
  readonly height: number
}

const columnsOf = (count: number): number => Math.ceil(Math.sqrt(count))

/** The middles of boxes in rows about as wide as high, all of them around a point. */
export function sideBySide(sizes: readonly Size[], gap: number, around: Vector): Vector[] {
  const columns = columnsOf(sizes.length)
  const rows = Array.from({ length: Math.ceil(sizes.length / columns) }, (_, row) =>
    sizes.slice(row * columns, (row + 1) * columns),
  )
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)))
  let y = around.y - (heights.reduce((sum, height) => sum + height, 0) + gap * (rows.length - 1)) / 2
  return rows.flatMap((row, index) => {
    const middle = y + (heights[index] ?? 0) / 2
    y += (heights[index] ?? 0) + gap
    let x = around.x - (row.reduce((sum, { width }) => sum + width, 0) + gap * (row.length - 1)) / 2
    return row.map(({ width }) => {
      const place = { x: x + width / 2, y: middle }
      x += width + gap
      return place
    })
  })
}
