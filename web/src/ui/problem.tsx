import type { Translate } from '../words/words.ts'
import type { Refusal } from '../sync/refused.ts'
import { refusalIn, whyNot } from './why-not.ts'
import { useSignal } from '@preact/signals'
import { render } from 'preact'
import { bringBack } from '../sync/board-trash.ts'
import type { Session } from '../sync/session.ts'
import { IN_TRASH, type Loaded } from '../sync/what-to-load.ts'
import { Logo } from './icon.tsx'
import { Speaker, useWords } from '../words/use-words.ts'

/** Why a board can't be shown, in words, and what one can do about it. */
export interface Problem {
  readonly title: string
  readonly text: string
  /** Offers to try again. */
  readonly retry: boolean
  /** Offers to bring the board back from the trash. */
  readonly owner?: Pick<Session, 'request'>
}

const noSuchBoard = (t: Translate): Problem => ({
  title: t('No such board'),
  text: t('There is no board at this address. The link may be incomplete, or the board may have been deleted.'),
  retry: false,
})

const offlineWithoutCopy = (t: Translate): Problem => ({
  title: t('Can’t reach the server'),
  text: t(
    'This browser has no copy of the board yet, so it has to wait for the connection. It opens by itself as soon as the server answers.',
  ),
  retry: true,
})

const needsLink = (t: Translate, kept: string): Problem => ({
  title: t('This board opens with a link'),
  text: `${t('Its address alone doesn’t, or the link has been replaced or has ended. Whoever shared the board with you can give you a new one.')}${kept}`,
  retry: false,
})

/** No link would help: the page around the board lets people in. */
const needsToken = (t: Translate, refusal: Refusal, kept: string): Problem => ({
  title: t('The server won’t open this board'),
  text: `${refusalIn(t, refusal)} ${t('That page may show the board again once it is loaded anew; if not, whoever runs it can mend it.')}${kept}`,
  retry: true,
})

/** What the page says when a board could not be loaded. */
export function problemOf(
  loaded: Exclude<Loaded, { outcome: 'ready' }>,
  t: Translate,
  session?: Pick<Session, 'role' | 'request'>,
): Problem {
  if (loaded.outcome === 'missing') return noSuchBoard(t)
  if (loaded.outcome === 'unreachable') return offlineWithoutCopy(t)
  const kept = keptWork(t, loaded.owed)
  if (loaded.status === IN_TRASH) return inTrash(t, kept, session)
  if (loaded.code === 'token-refused') return needsToken(t, loaded, kept)
  if (loaded.status === 401) return needsLink(t, kept)
  return { title: t('The server won’t open this board'), text: `${refusalIn(t, loaded)}${kept}`, retry: true }
}

function inTrash(t: Translate, kept: string, session: Pick<Session, 'role' | 'request'> | undefined): Problem {
  const title = t('This board is in the trash')
  if (session?.role === 'own')
    return {
      title,
      text: `${t('It opens to nobody. You can bring it back as it was.')}${kept}`,
      retry: false,
      owner: session,
    }
  return {
    title,
    text: `${t('Whoever owns it can bring it back; then this address opens it again.')}${kept}`,
    retry: true,
  }
}

function keptWork(t: Translate, count: number): string {
  if (count === 0) return ''
  const what = t(
    'One change that you made is not on the server yet, but kept in this browser|{count} changes that you made are not on the server yet, but kept in this browser',
    { count },
  )
  return ` ${what}: ${t('open the board here with a link that may edit, and nothing is lost.')}`
}

export const brokenIn = (t: Translate): Problem => ({
  title: t('This board could not be opened'),
  text: t('Something went wrong while opening it. Nothing has been changed on the board.'),
  retry: true,
})

/** Fills `host` with a page that says so. */
export function showProblem(host: HTMLElement, problem: Problem, t: Translate): void {
  render(
    <Speaker.Provider value={t}>
      <ProblemPage {...problem} />
    </Speaker.Provider>,
    host,
  )
}

function ProblemPage({ title, text, retry, owner }: Problem) {
  const t = useWords()
  const failed = useSignal<unknown>(undefined)
  const onBringBack = (session: Pick<Session, 'request'>) =>
    bringBack(session).then(
      () => location.reload(),
      (error: unknown) => (failed.value = error),
    )
  return (
    <main class="problem">
      <Logo />
      <h1>{title}</h1>
      <p>{text}</p>
      <output class="start-error">{whyNot(t, failed.value)}</output>
      <div class="problem-ways">
        {owner && (
          <button type="button" class="button primary" onClick={() => void onBringBack(owner)}>
            {t('Bring it back')}
          </button>
        )}
        {retry && (
          <button type="button" class="button primary" onClick={() => location.reload()}>
            {t('Try again')}
          </button>
        )}
        <a class={retry || owner ? 'button' : 'button primary'} href="/">
          {t('All boards')}
        </a>
      </div>
    </main>
  )
}
