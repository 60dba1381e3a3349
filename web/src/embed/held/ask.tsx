import { type Signal, signal } from '@preact/signals'
import { render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { NewElement } from '#board/document/element.ts'
import { createMeasure } from '../../canvas/measure.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { PiecePicture, THUMBNAIL } from '../../ui/piece-picture.tsx'
import { Speaker } from '../../words/use-words.ts'
import type { Translate } from '../../words/words.ts'

/** Something that the page around the board asks whoever sits in front of it. */
export interface Question {
  readonly title: string
  readonly text?: string
  /** Words are asked for, which begin as these. */
  readonly words?: string | undefined
  /** What it is about. */
  readonly picture?: readonly NewElement[]
  /** What may be answered, the likely one first. */
  readonly choices: readonly Choice[]
}

interface Choice {
  readonly id: string
  readonly label: string
  readonly picture?: readonly NewElement[]
}

interface Answer {
  readonly choice: string
  readonly words: string
}

/** Asks in a dialog, over whatever is shown. Null: it was closed without an answer. */
export async function ask(t: Translate, question: Question): Promise<Answer | null> {
  const open = signal(true)
  const layer = document.createElement('div')
  document.body.append(layer)
  try {
    return await new Promise<Answer | null>((resolve) => {
      render(
        <Speaker.Provider value={t}>
          <Asking question={question} open={open} onAnswer={resolve} />
        </Speaker.Provider>,
        layer,
      )
      open.subscribe((isOpen) => {
        if (!isOpen) resolve(null)
      })
    })
  } finally {
    open.value = false
    render(null, layer)
    layer.remove()
  }
}

interface AskingProps {
  readonly question: Question
  readonly open: Signal<boolean>
  readonly onAnswer: (answer: Answer) => void
}

const { measure } = createMeasure()

function Asking({ question: { title, text, words, picture, choices }, open, onAnswer }: AskingProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const answer = (choice: string) => onAnswer({ choice, words: field.current?.value ?? '' })
  const [first] = choices
  const onSubmit = (event: Event) => {
    event.preventDefault()
    if (first) answer(first.id)
  }
  return (
    <Dialog open={open} title={title}>
      <form class="question" onSubmit={onSubmit}>
        {text && <p>{text}</p>}
        {picture && <Drawn elements={picture} />}
        {words !== undefined && <input ref={field} class="field" type="text" aria-label={title} defaultValue={words} />}
        <div class="answers">
          {choices.map(({ id, label, picture: drawn }) => (
            <button
              key={id}
              type="button"
              class={id === first?.id && !drawn ? 'button primary' : 'button'}
              onClick={() => answer(id)}
            >
              {drawn && <Drawn elements={drawn} />}
              {label}
            </button>
          ))}
        </div>
      </form>
    </Dialog>
  )
}

function Drawn({ elements }: { readonly elements: readonly NewElement[] }) {
  const { theme } = document.documentElement.dataset
  const isDark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  return <PiecePicture piece={{ elements }} measure={measure} theme={isDark ? 'dark' : 'light'} {...THUMBNAIL} />
}
