import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Dialog } from '../ui/dialog.tsx'
import { useWords } from '../words/use-words.ts'

/** What is asked before something is done: for words, or only whether. */
export type HomeQuestion = { readonly title: string; readonly act: string } & (
  | { readonly label: string; readonly was: string; readonly onYes: (words: string) => Promise<void> }
  | { readonly text: string; readonly onYes: () => Promise<void> }
)

const LONGEST = 60

/** Open as long as there is a question. */
export function HomeDialog({ question }: { readonly question: Signal<HomeQuestion | null> }) {
  const open = useSignal(false)
  const asked = question.value
  useEffect(() => {
    if (asked) open.value = true
  }, [asked])
  useEffect(() => open.subscribe((isOpen) => isOpen || (question.value = null)), [])
  return (
    <Dialog open={open} title={asked?.title ?? ''}>
      {asked && <Question asked={asked} onDone={() => (open.value = false)} />}
    </Dialog>
  )
}

function Question({ asked, onDone }: { readonly asked: HomeQuestion; readonly onDone: () => void }) {
  const t = useWords()
  const id = useId()
  const words = useSignal('was' in asked ? asked.was : '')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    onDone()
    if ('was' in asked) void asked.onYes(words.value.trim())
    else void asked.onYes()
  }
  return (
    <form class="home-question" onSubmit={onSubmit}>
      {'was' in asked ? (
        <>
          <label htmlFor={id}>{asked.label}</label>
          <input
            id={id}
            class="field"
            value={words.value}
            maxLength={LONGEST}
            required
            autocomplete="off"
            ref={field}
            onInput={({ currentTarget }) => (words.value = currentTarget.value)}
          />
        </>
      ) : (
        <p>{asked.text}</p>
      )}
      <div class="dialog-ways">
        <button type="button" class="button" onClick={onDone}>
          {t('Cancel')}
        </button>
        <button type="submit" class={'was' in asked ? 'button primary' : 'button danger'}>
          {asked.act}
        </button>
      </div>
    </form>
  )
}
