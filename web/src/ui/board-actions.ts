import type { OwnedEditor } from '../editor/create-editor.ts'
import { copyPicture, download, fileNameOf } from '../export/download.ts'
import { loadLater } from '../load-later.ts'
import { UNTITLED } from './board-title.tsx'
import { copyText } from './copy-text.ts'
import type { Theme } from './theme.ts'
import type { Toasts } from './toasts.tsx'

/** What the menu can do. */
export interface MenuActions {
  readonly save: (format: 'png' | 'svg') => void
  readonly copyPicture: () => void
  readonly copyLink: () => void
}

interface ActionParts {
  /** The address to give away. */
  readonly link: () => string
  readonly editor: OwnedEditor
  readonly theme: Theme
  readonly toasts: Toasts
}

/** What the menu does, and what it says about it. */
export function boardActions({ link, editor, theme, toasts }: ActionParts): MenuActions {
  const look = () => (theme.dark.peek() ? 'dark' : 'light')
  const source = { document: editor.document, measure: editor.measure, images: editor.scene.images }
  const snapshots = loadLater(() => import('../export/snapshot.ts'))
  const png = async () => (await snapshots()).pngSnapshot(source, look())
  const svg = async () => (await snapshots()).svgSnapshot(source, look())
  const save = async (format: 'png' | 'svg') => {
    const blob = await (format === 'png' ? png() : svg())
    const fileName = fileNameOf(editor.document.meta.title || UNTITLED, format)
    download(blob, fileName)
    toasts.say(`Saved ${fileName}`)
  }
  const copy = async (copied: Promise<boolean>, what: string) => {
    toasts.say((await copied) ? `${what} copied` : 'Your browser would not let us copy')
  }
  return {
    save: (format) =>
      void save(format).catch((error: unknown) => toasts.say(`Could not make the picture: ${reasonOf(error)}`)),
    copyPicture: () => void copy(copyPicture(png()), 'Picture'),
    copyLink: () => void copy(copyText(link()), 'Link'),
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
