import { render } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { AskPassword } from '../sync/session.ts'
import { Logo } from './icon.tsx'

/** Asks for a link's password, over whatever the page shows. Never answers when they give up. */
export const askPassword: AskPassword = (why) =>
  new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement('div'))
    const done = (password: string) => {
      render(null, host)
      host.remove()
      resolve(password)
    }
    render(<PasswordPrompt {...why} onDone={done} />, host)
  })

type PasswordPromptProps = Parameters<AskPassword>[0] & { readonly onDone: (password: string) => void }

function PasswordPrompt({ wrong, waitSeconds, onDone }: PasswordPromptProps) {
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
      ? `Too many wrong passwords. Try again in ${waitSeconds} s.`
      : wrong
        ? 'That isn’t the password. Please try again.'
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
        <h1 id={`${id}-title`}>This board has a password</h1>
        <p>Whoever gave you the link can tell you.</p>
        <label htmlFor={id}>Password</label>
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
            Open the board
          </button>
          <a class="button" href="/">
            All boards
          </a>
        </div>
      </form>
    </dialog>
  )
}
