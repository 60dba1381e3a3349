import type { Translate } from '../words/words.ts'
import { kindOf } from '#board/elements/index.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { toScene } from '../editor/camera.ts'
import type { Clipping } from '../editor/clipboard.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from '../files/board-files.ts'
import { loadLater } from '../load-later.ts'

/** Puts files on a board as pictures, around a point of the scene. */
export type TakeImages = (blobs: readonly Blob[], at: Vector) => void

/** What a clipboard does with pictures. */
export interface Pictures {
  readonly take: TakeImages
  /** Those of copied and of pasted elements: see `BoardFiles`. */
  readonly lend: (files: readonly string[]) => void
  readonly borrow: (files: readonly string[]) => void
  /** Puts a drawing of another program on the board; false when there is none on the clipboard. */
  readonly drawing?: (clipping: Clipping, at: Vector) => boolean
  /** Opens a file that is no picture. */
  readonly open?: (file: File) => void
}

/** The files that selected elements show. */
export const filesOf = ({ document, selection }: Pick<Editor, 'document' | 'selection'>): string[] =>
  [...selection.peek()].flatMap((id) => {
    const element = document.get(id)
    return (element && kindOf(element.kind).depicts?.(element.props).file) ?? []
  })

/** Those that are pictures. */
export const imagesAmong = (files: Iterable<File>): File[] => [...files].filter(({ type }) => type.startsWith('image/'))

/** What is done with files that are pictures. */
export interface PictureActions {
  readonly take: TakeImages
  /** Shows a file in the place of the picture with this id. */
  readonly replace: (id: string, file: Blob) => void
}

/** `say` tells the person what could not be done. The code that reads pictures comes with the first of them. */
export function pictureActions(
  editor: Editor,
  files: BoardFiles,
  say: (text: string) => void,
  t: Translate,
): PictureActions {
  const adding = loadLater(() => import('../files/add-images.ts'))
  const replacing = loadLater(() => import('../files/replace-image.ts'))
  const tell = (refused: readonly string[]) => {
    if (refused.length > 0)
      say(
        refused.length === 1
          ? t('Not added: {reason}', { reason: refused[0]! })
          : t('{count} pictures could not be added', { count: refused.length }),
      )
  }
  const attempt = (act: () => Promise<readonly string[]>) => {
    if (editor.readonly) return
    void act()
      .then(tell)
      .catch((error: unknown) => {
        console.error(error)
        say(t('The picture could not be added'))
      })
  }
  return {
    take(blobs, at) {
      if (blobs.length > 0) attempt(async () => (await (await adding()).addImages(editor, files, blobs, at)).refused)
    },
    replace: (id, file) => attempt(async () => (await replacing()).replaceImage(editor, files, id, file)),
  }
}

/** Pictures that are dropped on the board are put where they are dropped; any other file, and an SVG alone, is handed to `open`, where it is seen what comes of it. Answers how to stop. */
export function attachDrops(
  host: HTMLElement,
  editor: Editor,
  take: TakeImages,
  open: (file: File) => void = () => undefined,
): () => void {
  const listening = new AbortController()
  const { signal } = listening
  host.addEventListener(
    'dragover',
    (event) => {
      if (editor.readonly || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    { signal },
  )
  host.addEventListener(
    'drop',
    (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (editor.readonly) return
      const { left, top } = host.getBoundingClientRect()
      const { files } = event.dataTransfer
      const images = imagesAmong(files)
      const [first] = files
      const isOpened = images.length === 0 || (files.length === 1 && first?.type === 'image/svg+xml')
      if (isOpened && first) return open(first)
      take(images, toScene(editor.camera.peek(), event.clientX - left, event.clientY - top))
    },
    { signal },
  )
  return () => listening.abort()
}

/** The middle of what is in view, scene units. */
export function middleOfView({ camera, viewport }: Pick<Editor, 'camera' | 'viewport'>): Vector {
  const { width, height } = viewport.peek()
  return toScene(camera.peek(), width / 2, height / 2)
}

interface Asking {
  /** Several at once. */
  readonly several?: boolean
  /** What the device's camera takes now, where it has one. */
  readonly camera?: boolean
}

/** Asks for files. To be called while a click or a key is being answered. */
export function askForImages(
  { several = false, camera = false }: Asking,
  take: (files: readonly File[]) => void,
): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/*'
  input.multiple = several
  if (camera) input.setAttribute('capture', 'environment')
  input.addEventListener('change', () => take(imagesAmong(input.files ?? [])))
  input.click()
}
