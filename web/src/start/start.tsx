import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Logo } from '../ui/icon.tsx'
import { accountHome } from './account-home.ts'
import { boardAddressIn, boardPath } from './board-address.ts'
import { boardDeeds } from './board-deeds.ts'
import { Home } from './home.tsx'
import { LinksFileBar } from './links-file-bar.tsx'
import { localHome } from './local-home.ts'
import type { LocalMemory } from './local-memory.ts'
import { NewBoard } from './new-board.tsx'
import { recentBoards } from './recent-boards.ts'
import { Sketch } from './sketch.tsx'
import { ANYBODY, type Reception, type Visitor } from './visitor.ts'
import { WhoIsHere } from './who-is-here.tsx'
import { useWords } from '../words/use-words.ts'

interface StartProps {
  readonly memory: LocalMemory
  /** Goes to another page. */
  readonly go: (path: string) => void
  /** Asks the server for a new board; answers its path, or rejects. `isTheirs`: it belongs to an account, and needs no owner's link. */
  readonly create: (isTheirs: boolean) => Promise<string>
  /** Knows who sits here. */
  readonly reception: Reception
}

const WELCOME_OPEN =
  'Boards that you make or open appear here. Nothing to sign up for: whoever has a board’s link can draw on it.'
/** Where boards are made by people who are logged in. */
const WELCOME_GUEST = 'Boards that you open by a link appear here. To make one, log in.'
const WELCOME_HOME = 'Boards that you make are yours, wherever you log in. Those that you open by a link are here, too.'

function welcomeFor({ account, missing }: Visitor): string {
  if (account) return WELCOME_HOME
  return missing === 'login' ? WELCOME_GUEST : WELCOME_OPEN
}

/** Whether somebody was logged in here the last time. */
const KEY = 'logged-in'

/** The first page: make a board, or go back to one. */
export function Start({ memory, go, create, reception }: StartProps) {
  const t = useWords()
  // Whoever was logged in waits for the answer: another page would be in its place at once.
  const visitor = useSignal<Visitor | null>(memory.recall(KEY) === true ? null : ANYBODY)
  const taken = useSignal(0)
  const ask = async () => {
    const said = (await reception.ask()) ?? visitor.peek() ?? ANYBODY
    memory.remember(KEY, said.account !== null)
    visitor.value = said
  }
  const logOut = async () => {
    const to = await reception.logOut()
    if (to !== undefined) go(to)
  }
  useEffect(() => void ask(), [])
  const who = visitor.value ?? ANYBODY
  const isHome = who.account !== null
  const source = useMemo(() => {
    const deeds = boardDeeds(memory)
    return isHome ? accountHome(deeds) : localHome(memory, deeds)
  }, [memory, isHome, taken.value])
  // Who has been here knows what it is, and comes for the boards.
  const isKnown = useMemo(() => isHome || recentBoards(memory).length > 0, [memory, isHome, taken.value])
  const ways = (
    <>
      <NewBoard
        visitor={who}
        create={() => create(isHome)}
        go={go}
        tell={(password) => reception.tell(password)}
        onRefused={() => void ask()}
      />
      <OpenByLink go={go} />
    </>
  )
  return (
    <>
      <a class="skip-link" href="#boards">
        {t('Skip to your boards')}
      </a>
      <header class="start-top">
        <Logo />
        <span class="wordmark">{t('Drawbridge')}</span>
        <WhoIsHere visitor={who} onLogOut={() => void logOut()} />
      </header>
      {visitor.value && (
        <main class="start">
          {isKnown ? (
            <section class="home-ways" aria-label={t('Make or open a board')}>
              <h1 class="unseen">{t('Your boards')}</h1>
              {ways}
            </section>
          ) : (
            <section class="hero">
              <div class="hero-words">
                <h1>{t('Think it out loud, together.')}</h1>
                <p>
                  {t(
                    'Drawbridge is a whiteboard on your own server. Share a link and draw at the same time, embed the board anywhere, and never lose a stroke.',
                  )}
                </p>
                <div class="ways-in">{ways}</div>
              </div>
              <Sketch />
            </section>
          )}
          <Home
            source={source}
            title={isHome ? t('Your boards') : t('Opened in this browser')}
            welcome={t(welcomeFor(who))}
          />
          {!isHome && <LinksFileBar memory={memory} onTaken={() => taken.value++} />}
        </main>
      )}
    </>
  )
}

function OpenByLink({ go }: Pick<StartProps, 'go'>) {
  const t = useWords()
  const link = useRef<HTMLInputElement>(null)
  const wrong = useSignal(false)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    const board = boardAddressIn(link.current?.value ?? '')
    wrong.value = board === undefined
    if (board) go(boardPath(board.id, board.secret))
  }
  return (
    <form class="open-by-link" onSubmit={onSubmit}>
      <label class="unseen" htmlFor="link">
        {t('Link of a board')}
      </label>
      <div class="open-line">
        <input
          ref={link}
          id="link"
          class="field"
          type="text"
          inputMode="url"
          placeholder={t('Paste a board’s link')}
          autocomplete="off"
          spellcheck={false}
          required
          aria-invalid={wrong.value}
          aria-describedby="link-error"
          onInput={() => (wrong.value = false)}
        />
        <button type="submit" class="button">
          {t('Open')}
        </button>
      </div>
      <output id="link-error" class="start-error">
        {wrong.value && t('That isn’t the link of a board.')}
      </output>
    </form>
  )
}
