import type { Vector } from '#board/geometry/vector.ts'
import { toScene } from '../editor/camera.ts'
import { clipSelection, isOwn, paste, type Clipping } from '../editor/clipboard.ts'
import type { Command } from '../editor/command.ts'
import { deleteSelection } from '../editor/delete-selection.ts'
import type { Editor } from '../editor/editor.ts'
import { cellsIn } from '../editor/pasted-table.ts'
import { filesOf, imagesAmong, type Pictures } from './image-input.ts'
import { belongsToPage } from './keyboard.ts'

export interface Clipboard {
  /** Copy, cut and paste for menus; the keys for them are the browser's own. */
  readonly commands: readonly Command[]
  dispose(): void
}

/**
 * Copy, cut and paste between boards and with other programs. What is pasted comes to the pointer, or to the middle of the view
 * where there is none. `tell` tells the person why something could not be done.
 */
export function attachClipboard(
  host: HTMLElement,
  editor: Editor,
  tell: (text: string) => void,
  pictures?: Pictures,
): Clipboard {
  const listening = new AbortController()
  const { signal } = listening
  let pointer: Vector | null = null

  const where = (): Vector => {
    const { width, height } = editor.viewport.peek()
    const { x, y } = pointer ?? { x: width / 2, y: height / 2 }
    return toScene(editor.camera.peek(), x, y)
  }
  const take = (clipping: Clipping, images: readonly Blob[]): void => {
    const shown = isOwn(clipping) ? [] : picturesIn(clipping, images)
    if (shown.length > 0) {
      pictures?.take(shown, where())
      return
    }
    if (!isOwn(clipping) && pictures?.drawing?.(clipping, where())) return
    const pasted = paste(editor, clipping, where())
    if (!('refused' in pasted)) {
      pictures?.borrow(filesOf(editor))
      return
    }
    tell(
      pasted.refused === 'nothing'
        ? 'There is nothing on the clipboard that a board can show'
        : 'That is too much for one paste',
    )
  }
  const remove = () => deleteSelection(editor)
  const onCopy = (event: ClipboardEvent): boolean => {
    const clipping = belongsToPage(event) || hasSelectedText() ? undefined : clipSelection(editor)
    if (!clipping || !event.clipboardData) return false
    pictures?.lend(filesOf(editor))
    event.clipboardData.setData('text/html', clipping.html)
    event.clipboardData.setData('text/plain', clipping.text)
    event.preventDefault()
    return true
  }
  const onCut = (event: ClipboardEvent) => {
    if (!editor.readonly && onCopy(event)) remove()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (editor.readonly || belongsToPage(event) || !event.clipboardData) return
    event.preventDefault()
    const { clipboardData } = event
    const clipping = { html: clipboardData.getData('text/html'), text: clipboardData.getData('text/plain') }
    const images = imagesAmong(clipboardData.files)
    const [file] = clipboardData.files
    // A file manager may add the file's name as text.
    if (file && images.length === 0 && clipping.html === '' && pictures?.open) pictures.open(file)
    else take(clipping, images)
  }
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = host.getBoundingClientRect()
    pointer = { x: clientX - left, y: clientY - top }
  }
  const onLeave = () => (pointer = null)
  document.addEventListener('copy', onCopy, { signal })
  document.addEventListener('cut', onCut, { signal })
  document.addEventListener('paste', onPaste, { signal })
  host.addEventListener('pointermove', onMove, { signal, passive: true })
  host.addEventListener('pointerleave', onLeave, { signal })
  return {
    commands: commandsOf(take, remove, () => pictures?.lend(filesOf(editor)), tell),
    dispose: () => listening.abort(),
  }
}

/** The markup of a drawing is a picture, whoever copied it as text. */
const SVG = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>][\s\S]*<\/svg>\s*$/i

/** Of a table there is a picture, too, where a spreadsheet has put it there. */
function picturesIn(clipping: Clipping, images: readonly Blob[]): readonly Blob[] {
  if (images.length > 0) return cellsIn(clipping) ? [] : images
  const { text } = clipping
  return SVG.test(text) ? [new Blob([text], { type: 'image/svg+xml' })] : []
}

/** Somebody who has marked text on the page wants that. */
const hasSelectedText = () => (getSelection()?.toString() ?? '') !== ''

function commandsOf(
  take: (clipping: Clipping, images: readonly Blob[]) => void,
  remove: () => void,
  lend: () => void,
  tell: (text: string) => void,
): Command[] {
  const hasSelection = ({ selection }: Editor) => selection.value.size > 0
  const copy = async (editor: Editor): Promise<boolean> => {
    const clipping = clipSelection(editor)
    if (!clipping) return false
    lend()
    return write(clipping).catch(() => {
      tell('Your browser would not let us copy')
      return false
    })
  }
  return [
    {
      id: 'copy',
      label: 'Copy',
      shortcuts: ['Mod+c'],
      native: true,
      enabled: hasSelection,
      run: (editor) => void copy(editor),
    },
    {
      id: 'cut',
      label: 'Cut',
      shortcuts: ['Mod+x'],
      native: true,
      enabled: (editor) => !editor.readonly && hasSelection(editor),
      run: (editor) => void copy(editor).then((copied) => copied && remove()),
    },
    {
      id: 'paste',
      label: 'Paste',
      shortcuts: ['Mod+v'],
      native: true,
      enabled: (editor) => !editor.readonly,
      run: () =>
        void read().then(
          ({ images, ...clipping }) => take(clipping, images),
          () => tell('Your browser would not let us paste: press Ctrl+V'),
        ),
    },
  ]
}

async function write({ html, text }: Clipping): Promise<boolean> {
  const blob = (data: string, type: string) => new Blob([data], { type })
  const item = new ClipboardItem({ 'text/html': blob(html, 'text/html'), 'text/plain': blob(text, 'text/plain') })
  await navigator.clipboard.write([item])
  return true
}

async function read(): Promise<Clipping & { readonly images: readonly Blob[] }> {
  const items = await navigator.clipboard.read()
  const get = async (type: string): Promise<string> => {
    const item = items.find(({ types }) => types.includes(type))
    return item ? (await item.getType(type)).text() : ''
  }
  const pictures = items.flatMap((item) =>
    item.types.filter((type) => type.startsWith('image/')).map((type) => item.getType(type)),
  )
  return { html: await get('text/html'), text: await get('text/plain'), images: await Promise.all(pictures) }
}
