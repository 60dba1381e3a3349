import type { Translate } from '../words/words.ts'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { Icon } from '../ui/icon.tsx'
import type { Told, Visitor } from './visitor.ts'
import { useWords } from '../words/use-words.ts'
import { whyNot } from '../ui/why-not.ts'

export interface NewBoardProps {
  readonly visitor: Visitor
  /** Goes to another page. */
  readonly go: (path: string) => void
  /** Asks the server for a new board; answers its path, or rejects with words for people. */
  readonly create: () => Promise<string>
  readonly tell: (password: string) => Promise<Told>
  /** What the visitor may do may have changed. */
  readonly onRefused: () => void
}

const SILENCE = 'The server didn’t answer. Please try again in a moment.'

function wrong({ waitSeconds }: { readonly waitSeconds: number }, t: Translate): string {
  return waitSeconds > 0
    ? t('Too many wrong ones: another can be tried in {seconds} s.', { seconds: waitSeconds })
    : t('That isn’t the password of this server.')
}

/** Makes a board, or says what the server wants first: a button that would be refused is not shown. */
export function NewBoard({ visitor, go, create, tell, onRefused }: NewBoardProps) {
  const t = useWords()
  const busy = useSignal(false)
  const failed = useSignal<unknown>('')
  const password = useRef<HTMLInputElement>(null)
  const make = async () => {
    if (busy.value) return
    busy.value = true
    failed.value = ''
    try {
      const told = visitor.missing === 'password' ? await tell(password.current?.value ?? '') : 'right'
      if (told === 'right') return go(await create())
      failed.value = told === 'silence' ? SILENCE : wrong(told, t)
    } catch (error) {
      failed.value = error
      onRefused()
    }
    busy.value = false
    return undefined
  }
  if (visitor.missing === 'login') return <LogInFirst login={visitor.login} />
  const button = (
    <button
      type={visitor.missing === 'password' ? 'submit' : 'button'}
      class="button primary large"
      aria-busy={busy.value}
      onClick={visitor.missing === 'password' ? undefined : () => void make()}
    >
      <Icon name={busy.value ? 'loader-circle' : 'plus'} spin={busy.value} />
      {t('New board')}
    </button>
  )
  const error = (
    <output id="make-error" class="start-error">
      {whyNot(t, failed.value)}
    </output>
  )
  if (visitor.missing === null)
    return (
      <div class="new-board">
        {button}
        {error}
      </div>
    )
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void make()
  }
  return (
    <form class="new-board" onSubmit={onSubmit}>
      <div class="open-line">
        <label class="unseen" htmlFor="server-password">
          {t('Password of this server')}
        </label>
        <input
          ref={password}
          id="server-password"
          class="field"
          type="password"
          placeholder={t('Password')}
          autocomplete="current-password"
          required
          aria-invalid={failed.value !== ''}
          aria-describedby="make-error"
          onInput={() => (failed.value = '')}
        />
        {button}
      </div>
      {error}
    </form>
  )
}

function LogInFirst({ login }: Pick<Visitor, 'login'>) {
  const t = useWords()
  return (
    <div class="new-board">
      {login !== null && (
        <a class="button primary large" href={login}>
          {t('Log in')}
        </a>
      )}
      <p class="start-note">{t('Boards are made here by people who are logged in.')}</p>
    </div>
  )
}
