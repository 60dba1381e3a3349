import { useSignal, type Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { givenText } from '#board/formats/format.ts'
import { formatOf } from '#board/formats/index.ts'
import { useWords } from '../words/use-words.ts'

/** How long somebody pauses before what they write is drawn, milliseconds. */
const PAUSE_MS = 250

interface WrittenDrawingProps {
  readonly incoming: Signal<File | null>
}

/** Text that becomes a drawing, as a file of it would: what it is, its beginning tells; what tells nothing is a table. */
export function WrittenDrawing({ incoming }: WrittenDrawingProps) {
  const t = useWords()
  const text = useSignal('')
  const isFirst = useRef(true)
  const field = useRef<HTMLTextAreaElement>(null)
  const written = text.value
  useEffect(() => {
    // What is shown when nothing was written yet stays until something is.
    const isNew = isFirst.current
    isFirst.current = false
    const timer = setTimeout(() => {
      if (!isNew) incoming.value = written.trim() === '' ? null : fileOf(t('Text'), written)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [written, incoming, t])
  useEffect(() => field.current?.focus(), [])
  return (
    <label class="written-drawing">
      <span>{t('A flowchart (Mermaid), a table (CSV) or a drawing (SVG, JSON), written or pasted')}</span>
      <textarea
        ref={field}
        class="field"
        rows={8}
        spellcheck={false}
        placeholder={'flowchart LR\n  Idea --> Sketch --> Board'}
        value={written}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
      />
    </label>
  )
}

function fileOf(name: string, text: string): File {
  return new File([text], formatOf(givenText(text)) ? name : `${name}.csv`)
}
