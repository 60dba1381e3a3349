import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { LIMITS } from '#board/limits.ts'
import type { Editor } from '../editor/editor.ts'
import type { FrameEntry } from '../editor/frame-list.ts'
import { selectDeep } from '../editor/groups.ts'
import { AboveFrames } from './above-frames.tsx'
import { useWords } from '../words/use-words.ts'

interface FrameNamesProps {
  readonly editor: Editor
}

/** The names of frames, above them: a click selects, a double click renames. */
export function FrameNames({ editor }: FrameNamesProps) {
  const t = useWords()
  const renaming = useSignal<string | null>(null)
  const nameOf = ({ id, name }: FrameEntry) =>
    renaming.value === id ? (
      <NameField editor={editor} id={id} name={name} onDone={() => (renaming.value = null)} />
    ) : (
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('Frame: {name}', { name: name || t('Frame') })}
        onClick={() => select(editor, id)}
        onDblClick={() => {
          if (!editor.readonly) renaming.value = id
        }}
      >
        {name || t('Frame')}
      </button>
    )
  return <AboveFrames view={editor} show={nameOf} />
}

function select(editor: Editor, id: string): void {
  if (editor.readonly) return
  editor.toolbox.done()
  selectDeep(editor, id)
}

interface NameFieldProps extends FrameNamesProps {
  readonly id: string
  readonly name: string
  readonly onDone: () => void
}

function NameField({ editor, id, name, onDone }: NameFieldProps) {
  const t = useWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const rename = (to: string) => {
    const line = to.replaceAll(/\s+/g, ' ').trim()
    if (line !== name) editor.document.edit([id], 'name', line)
    onDone()
  }
  return (
    <input
      ref={field}
      class="field"
      aria-label={t('Name of the frame')}
      value={name}
      maxLength={LIMITS.frameNameLength}
      autocomplete="off"
      spellcheck={false}
      onBlur={({ currentTarget }) => rename(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}
