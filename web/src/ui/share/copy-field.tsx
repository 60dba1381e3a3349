import { useId } from 'preact/hooks'
import { copyText } from '../copy-text.ts'
import { Icon } from '../icon.tsx'
import type { Toasts } from '../toasts.tsx'
import { useWords } from '../../words/use-words.ts'

interface CopyFieldProps {
  readonly label: string
  readonly note?: string
  readonly text: string
  readonly toasts: Toasts
  readonly primary?: boolean
}

/** Something to give away, with a button that copies it. */
export function CopyField({ label, note, text, toasts, primary = false }: CopyFieldProps) {
  const t = useWords()
  const field = useId()
  const copy = async () => {
    const copied = await copyText(text)
    toasts.say(
      copied
        ? t('{label} copied', { label })
        : t('Your browser would not copy it: select the text and copy it yourself'),
    )
  }
  return (
    <div class="copy-field">
      <label for={field}>{label}</label>
      {note !== undefined && <p id={`${field}-note`}>{note}</p>}
      <div class="copy-line">
        <input
          id={field}
          class="field"
          readOnly
          value={text}
          aria-describedby={note === undefined ? undefined : `${field}-note`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class={primary ? 'button primary' : 'button'}
          aria-label={t('Copy {label:lower}', { label })}
          onClick={() => void copy()}
        >
          <Icon name="copy" />
          {t('Copy')}
        </button>
      </div>
    </div>
  )
}
