import type { Translate } from '../words/words.ts'
import { render } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { AskPassword } from '../sync/session.ts'
import { Logo } from './icon.tsx'
import { Speaker, useWords } from '../words/use-words.ts'

/** Asks for a link's password, over whatever the page shows. Never answers when they give up. */
export const askPassword = (why: Parameters<AskPassword>[0], t: Translate): Promise<string> =>
  new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement('div'))
    const done = (password: string) => {
      render(null, host)
      host.remove()
      resolve(password)
    }
    render(
      <Speaker.Provider value={t}>
        <PasswordPrompt {...why} onDone={done} />
      </Speaker.Provider>,
      host,
    )
  })

type PasswordPromptProps = Parameters<AskPassword>[0] & { readonly onDone: (password: string) => void }

function PasswordPrompt({ wrong, waitSeconds, onDone }: PasswordPromptProps) {
  const t = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
    field.current?.focus()
  }, [])
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (field.current) onDone(field.current.value)
  }
  const problem =
    waitSeconds > 0
      ? t('Too many wrong passwords. Try again in {seconds} s.', { seconds: waitSeconds })
      : wrong
        ? t('That isn’t the password. Please try again.')
        : ''
  return (
    <dialog
      ref={dialog}
      class="password-prompt"
      aria-labelledby={`${id}-title`}
      onCancel={(event) => event.preventDefault()}
    >
      <form onSubmit={onSubmit}>
        <Logo />
        <h1 id={`${id}-title`}>{t('This board has a password')}</h1>
        <p>{t('Whoever gave you the link can tell you.')}</p>
        <label htmlFor={id}>{t('Password')}</label>
        <input
          ref={field}
          id={id}
          class="field"
          type="password"
          autocomplete="current-password"
          required
          aria-invalid={wrong}
          aria-describedby={`${id}-problem`}
        />
        <output id={`${id}-problem`} class="start-error">
          {problem}
        </output>
        <div class="problem-ways">
          <button type="submit" class="button primary">
            {t('Open the board')}
          </button>
          <a class="button" href="/">
            {t('All boards')}
          </a>
        </div>
      </form>
    </dialog>
  )
}
