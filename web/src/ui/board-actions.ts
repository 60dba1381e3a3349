import type { Words } from '../words/words.ts'
import type { OwnedEditor } from '../editor/create-editor.ts'
import type { FrameEntry } from '../editor/frame-list.ts'
import { copyPicture, download, fileNameOf } from '../export/download.ts'
import { loadLater } from '../load-later.ts'
import { UNTITLED } from './board-title.tsx'
import { copyText } from './copy-text.ts'
import type { Theme } from './theme.ts'
import type { Toasts } from './toasts.tsx'
import { whyNot } from './why-not.ts'

/** What the menu can do. */
export interface MenuActions {
  /** The board, or one frame of it. */
  readonly save: (format: 'png' | 'svg', frame?: FrameEntry) => void
  readonly copyPicture: () => void
  readonly copyLink: () => void
}

interface ActionParts {
  /** The address to give away. */
  readonly link: () => string
  readonly editor: OwnedEditor
  readonly theme: Theme
  readonly toasts: Toasts
  readonly words: Words
}

/** What the menu does, and what it says about it. */
export function boardActions({ link, editor, theme, toasts, words: { t } }: ActionParts): MenuActions {
  const look = () => (theme.dark.peek() ? 'dark' : 'light')
  const { scene, measure } = editor
  const source = () => ({
    elements: () => Array.from(scene.placed(), ({ element }) => element),
    background: editor.document.meta.background,
    title: editor.document.meta.title,
    measure,
    images: scene.images,
  })
  const snapshots = loadLater(() => import('../export/snapshot.ts'))
  const png = async (frame?: string) => (await snapshots()).pngSnapshot(source(), { theme: look(), within: frame })
  const svg = async (frame?: string) => (await snapshots()).svgSnapshot(source(), { theme: look(), within: frame })
  const save = async (format: 'png' | 'svg', frame?: FrameEntry) => {
    const blob = await (format === 'png' ? png(frame?.id) : svg(frame?.id))
    const fileName = fileNameOf(frame?.name || editor.document.meta.title || t(UNTITLED), format)
    download(blob, fileName)
    toasts.say(t('Saved {fileName}', { fileName }))
  }
  const copy = async (copied: Promise<boolean>, what: string) => {
    toasts.say((await copied) ? t('{label} copied', { label: what }) : t('Your browser would not let us copy'))
  }
  const failed = (error: unknown) => toasts.say(t('Could not make the picture: {reason}', { reason: whyNot(t, error) }))
  return {
    save: (format, frame) => void save(format, frame).catch(failed),
    copyPicture: () => void copy(copyPicture(png()), t('Picture')).catch(failed),
    copyLink: () => void copy(copyText(link()), t('Link')),
  }
}
