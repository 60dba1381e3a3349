import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Icon, Logo } from '../ui/icon.tsx'
import { UNTITLED } from '../ui/board-title.tsx'
import { boardAddressIn, boardPath, picturePath } from './board-address.ts'
import { forgetLinks, heldSecrets, sharedOf } from './held-links.ts'
import { LinksFileBar } from './links-file-bar.tsx'
import type { LocalMemory } from './local-memory.ts'
import { forgetBoard, type RecentBoard, recentBoards } from './recent-boards.ts'
import { NewBoard } from './new-board.tsx'
import { Sketch } from './sketch.tsx'
import { ANYBODY, type Reception, type Visitor } from './visitor.ts'
import { WhoIsHere } from './who-is-here.tsx'
import { when } from './when.ts'

interface StartProps {
  readonly memory: LocalMemory
  /** Goes to another page. */
  readonly go: (path: string) => void
  /** Asks the server for a new board; answers its path, or rejects. */
  readonly create: () => Promise<string>
  /** Knows who sits here. */
  readonly reception: Reception
}

/** The first page: make a board, or go back to one. */
export function Start({ memory, go, create, reception }: StartProps) {
  const visitor = useSignal<Visitor>(ANYBODY)
  const ask = async () => {
    visitor.value = (await reception.ask()) ?? visitor.peek()
  }
  const logOut = async () => {
    const to = await reception.logOut()
    if (to !== undefined) go(to)
  }
  useEffect(() => void ask(), [])
  const boards = useSignal(recentBoards(memory))
  const forget = (id: string) => {
    forgetBoard(memory, id)
    forgetLinks(memory, id)
    boards.value = recentBoards(memory)
  }
  return (
    <>
      <a class="skip-link" href="#boards">
        Skip to your boards
      </a>
      <header class="start-top">
        <Logo />
        <span class="wordmark">Drawbridge</span>
        <WhoIsHere visitor={visitor.value} onLogOut={() => void logOut()} />
      </header>
      <main class="start">
        <section class="hero">
          <div class="hero-words">
            <h1>Think it out loud, together.</h1>
            <p>
              Drawbridge is a whiteboard on your own server. Share a link and draw at the same time, embed the board
              anywhere, and never lose a stroke.
            </p>
            <div class="ways-in">
              <NewBoard
                visitor={visitor.value}
                create={create}
                go={go}
                tell={(password) => reception.tell(password)}
                onRefused={() => void ask()}
              />
              <OpenByLink go={go} />
            </div>
          </div>
          <Sketch />
        </section>
        <section id="boards" class="boards" aria-labelledby="boards-title" tabIndex={-1}>
          <h2 id="boards-title">Opened in this browser</h2>
          {boards.value.length === 0 ? (
            <p class="boards-none">
              Boards that you make or open appear here. Nothing to sign up for: whoever has a board’s link can draw on
              it.
            </p>
          ) : (
            <ul class="board-list">
              {boards.value.map((board) => (
                <BoardCard
                  key={board.id}
                  board={board}
                  secret={sharedOf(heldSecrets(memory, board.id))}
                  onForget={() => forget(board.id)}
                />
              ))}
            </ul>
          )}
          <LinksFileBar memory={memory} onTaken={() => (boards.value = recentBoards(memory))} />
        </section>
      </main>
    </>
  )
}

function OpenByLink({ go }: Pick<StartProps, 'go'>) {
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
        Link of a board
      </label>
      <div class="open-line">
        <input
          ref={link}
          id="link"
          class="field"
          type="text"
          inputMode="url"
          placeholder="Paste a board’s link"
          autocomplete="off"
          spellcheck={false}
          required
          aria-invalid={wrong.value}
          aria-describedby="link-error"
          onInput={() => (wrong.value = false)}
        />
        <button type="submit" class="button">
          Open
        </button>
      </div>
      <output id="link-error" class="start-error">
        {wrong.value && 'That isn’t the link of a board.'}
      </output>
    </form>
  )
}

interface BoardCardProps {
  readonly board: RecentBoard
  /** Of the link that opens it; `undefined`: its address does. */
  readonly secret: string | undefined
  readonly onForget: () => void
}

function BoardCard({ board: { id, title, openedAt, pictureKey }, secret, onForget }: BoardCardProps) {
  const name = title || UNTITLED
  return (
    <li class="board-card">
      <a href={boardPath(id, secret)}>
        <span class="thumbnail">
          <Icon name="shapes" />
          <Thumbnail src={picturePath(id, 'png', { key: pictureKey, width: 480 })} />
        </span>
        <span class="board-card-words">
          <span class="board-card-title">{name}</span>
          <time dateTime={new Date(openedAt).toISOString()}>{when(openedAt, Date.now())}</time>
        </span>
      </a>
      <button
        type="button"
        class="icon-button"
        aria-label={`Remove ${name} from this list`}
        title="Remove from this list"
        onClick={onForget}
      >
        <Icon name="x" />
      </button>
    </li>
  )
}

/** The server's picture of a board; it shows once it is there, and not at all when it fails. */
function Thumbnail({ src }: { src: string }) {
  const state = useSignal<'loading' | 'shown' | 'failed'>('loading')
  if (state.value === 'failed') return null
  return (
    <img
      class={state.value}
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      onLoad={() => (state.value = 'shown')}
      onError={() => (state.value = 'failed')}
    />
  )
}
