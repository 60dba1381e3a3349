import { effect, type Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { IconButton } from './icon-button.tsx'
import { useWords } from '../words/use-words.ts'

interface DialogProps {
  readonly open: Signal<boolean>
  readonly title: string
  readonly wide?: boolean
  /** It takes the whole window. */
  readonly full?: boolean
  /** Rendered while the dialog is open. */
  readonly children: ComponentChildren
}

/** A modal dialog of the browser's own: it traps focus, closes on Escape and outside, and gives focus back. */
export function Dialog({ open, title, wide = false, full = false, children }: DialogProps) {
  const t = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const headingId = useId()
  // At once, not with the next frame: the signal and the dialog never disagree.
  useEffect(
    () =>
      effect(() => {
        if (!open.value) dialog.current?.close()
        else if (!dialog.current?.open) {
          dialog.current?.showModal()
          // Not the close button: somebody who opens a dialog wants to read it first.
          heading.current?.focus()
        }
      }),
    [open],
  )
  useEffect(() => keysToDialog(() => (dialog.current?.open === true ? heading.current : null)), [])
  // The event comes late: by then the dialog may have been opened again.
  const close = () => {
    open.value = dialog.current?.open === true
  }
  useEffect(() => (dialog.current ? keepToItself(dialog.current) : undefined), [])
  return (
    <dialog ref={dialog} class={full ? 'full' : wide ? 'wide' : undefined} aria-labelledby={headingId} onClose={close}>
      <div class="dialog-head">
        <h2 ref={heading} id={headingId} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="x" label={t('Close')} tip="below end" onClick={() => (open.value = false)} />
      </div>
      {open.value && children}
    </dialog>
  )
}

/** A click outside closes a dialog; keys pressed in it are no shortcuts of the board behind it. Answers how to stop. */
function keepToItself(dialog: HTMLDialogElement): () => void {
  const onClick = (event: MouseEvent) => {
    if (event.target === dialog && !isWithin(dialog, event)) dialog.close()
  }
  const onKey = (event: KeyboardEvent) => event.stopPropagation()
  dialog.addEventListener('click', onClick)
  dialog.addEventListener('keydown', onKey)
  return () => {
    dialog.removeEventListener('click', onClick)
    dialog.removeEventListener('keydown', onKey)
  }
}

/**
 * What had the focus may be gone (a row that was deleted by its own button): keys would go to the page behind the dialog then, where Escape
 * ends something else and Delete deletes. Answers how to stop.
 */
function keysToDialog(headingOfOpen: () => HTMLElement | null): () => void {
  const onKey = (event: KeyboardEvent) => {
    const heading = event.target === document.body ? headingOfOpen() : null
    if (heading === null) return
    event.stopPropagation()
    heading.focus()
  }
  window.addEventListener('keydown', onKey, true)
  return () => window.removeEventListener('keydown', onKey, true)
}

/** A click on the backdrop arrives at the dialog, but outside of its box. */
function isWithin(element: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
}
