import { useSignal } from '@preact/signals'
import { render } from 'preact'
import { bringBack } from '../sync/board-trash.ts'
import type { Session } from '../sync/session.ts'
import type { Loaded } from '../sync/what-to-load.ts'
import { Logo } from './icon.tsx'

/** Why a board can't be shown, in words, and what one can do about it. */
export interface Problem {
  readonly title: string
  readonly text: string
  /** Offers to try again. */
  readonly retry: boolean
  /** Offers to bring the board back from the trash. */
  readonly owner?: Pick<Session, 'request'>
}

const NO_SUCH_BOARD: Problem = {
  title: 'No such board',
  text: 'There is no board at this address. The link may be incomplete, or the board may have been deleted.',
  retry: false,
}

const OFFLINE_WITHOUT_COPY: Problem = {
  title: 'Can’t reach the server',
  text: 'This browser has no copy of the board yet, so it has to wait for the connection. It opens by itself as soon as the server answers.',
  retry: true,
}

const NEEDS_LINK: Problem = {
  title: 'This board opens with a link',
  text: 'Its address alone doesn’t, or the link has been replaced or has ended. Whoever shared the board with you can give you a new one.',
  retry: false,
}

/** HTTP status of a board that is in the trash. */
export const IN_TRASH = 410

/** What the page says when a board could not be loaded. */
export function problemOf(
  loaded: Exclude<Loaded, { outcome: 'ready' }>,
  session?: Pick<Session, 'role' | 'request'>,
): Problem {
  if (loaded.outcome === 'missing') return NO_SUCH_BOARD
  if (loaded.outcome === 'unreachable') return OFFLINE_WITHOUT_COPY
  const kept = keptWork(loaded.owed)
  if (loaded.status === IN_TRASH) return inTrash(kept, session)
  if (loaded.status === 401) return { ...NEEDS_LINK, text: `${NEEDS_LINK.text}${kept}` }
  return { title: 'The server won’t open this board', text: `${loaded.reason}${kept}`, retry: true }
}

function inTrash(kept: string, session: Pick<Session, 'role' | 'request'> | undefined): Problem {
  const title = 'This board is in the trash'
  if (session?.role === 'own')
    return { title, text: `It opens to nobody. You can bring it back as it was.${kept}`, retry: false, owner: session }
  return { title, text: `Whoever owns it can bring it back; then this address opens it again.${kept}`, retry: true }
}

function keptWork(changes: number): string {
  if (changes === 0) return ''
  const what = changes === 1 ? 'One change that you made is' : `${changes} changes that you made are`
  return ` ${what} not on the server yet, but kept in this browser: open the board here with a link that may edit, and nothing is lost.`
}

export const BROKEN: Problem = {
  title: 'This board could not be opened',
  text: 'Something went wrong while opening it. Nothing has been changed on the board.',
  retry: true,
}

/** Fills `host` with a page that says so. */
export function showProblem(host: HTMLElement, problem: Problem): void {
  render(<ProblemPage {...problem} />, host)
}

function ProblemPage({ title, text, retry, owner }: Problem) {
  const failed = useSignal('')
  const onBringBack = (session: Pick<Session, 'request'>) =>
    bringBack(session).then(
      () => location.reload(),
      (error: Error) => (failed.value = error.message),
    )
  return (
    <main class="problem">
      <Logo />
      <h1>{title}</h1>
      <p>{text}</p>
      <output class="start-error">{failed.value}</output>
      <div class="problem-ways">
        {owner && (
          <button type="button" class="button primary" onClick={() => void onBringBack(owner)}>
            Bring it back
          </button>
        )}
        {retry && (
          <button type="button" class="button primary" onClick={() => location.reload()}>
            Try again
          </button>
        )}
        <a class={retry || owner ? 'button' : 'button primary'} href="/">
          All boards
        </a>
      </div>
    </main>
  )
}
