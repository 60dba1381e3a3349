import type { Translate } from '../words/words.ts'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { UNTITLED } from '../ui/board-title.tsx'
import { Icon } from '../ui/icon.tsx'
import { type CardDeeds, HomeCard } from './home-card.tsx'
import { HomeDialog, type HomeQuestion } from './home-dialog.tsx'
import { HomePlaces } from './home-places.tsx'
import { createHomeShelf, type HomeShelf } from './home-shelf.ts'
import { type HomeBoard, type HomeSource, SORTS } from './home-source.ts'
import { useWords } from '../words/use-words.ts'
import { whyNot } from '../ui/why-not.ts'

interface HomeProps {
  readonly source: HomeSource
  readonly title: string
  /** What is said when there is nothing at all. */
  readonly welcome: string
}

/** Somebody's boards: found, sorted, kept in folders, thrown away and brought back. */
export function Home({ source, title, welcome }: HomeProps) {
  const shelf = useMemo(() => createHomeShelf(source), [source])
  const question = useSignal<HomeQuestion | null>(null)
  useEffect(() => {
    void shelf.refresh()
    // What was done on a board that was opened meanwhile shows when one comes back.
    const onShow = (event: PageTransitionEvent) => event.persisted && void shelf.refresh()
    window.addEventListener('pageshow', onShow)
    return () => window.removeEventListener('pageshow', onShow)
  }, [shelf])
  const ask = (asked: HomeQuestion) => (question.value = asked)
  const t = useWords()
  return (
    <section id="boards" class="boards" aria-labelledby="boards-title" tabIndex={-1}>
      <div class="boards-head">
        <h2 id="boards-title">{title}</h2>
        {!isBare(shelf) && <Finding shelf={shelf} />}
      </div>
      <HomePlaces shelf={shelf} ask={ask} />
      <output class="start-error">{whyNot(t, shelf.problem.value)}</output>
      <Boards shelf={shelf} ask={ask} welcome={welcome} />
      <HomeDialog question={question} />
    </section>
  )
}

/** There is nothing yet: nothing to be found or sorted. */
const isBare = ({ boards, place, text }: HomeShelf): boolean =>
  boards.value?.length === 0 && place.value === 'all' && text.value === ''

function Finding({ shelf: { text, sort, sorts, place } }: { readonly shelf: HomeShelf }) {
  const t = useWords()
  return (
    <search class="finding">
      <label class="unseen" htmlFor="find-board">
        {t('Find a board by its title')}
      </label>
      <input
        id="find-board"
        class="field"
        type="search"
        placeholder={t('Find a board')}
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
      />
      <select
        class="field"
        aria-label={t('Sorted by')}
        disabled={place.value === 'trash'}
        value={sort.value}
        onChange={({ currentTarget }) => (sort.value = sorts.find((one) => one === currentTarget.value) ?? 'opened')}
      >
        {sorts.map((one) => (
          <option key={one} value={one}>
            {t(SORTS[one])}
          </option>
        ))}
      </select>
    </search>
  )
}

interface BoardsProps {
  readonly shelf: HomeShelf
  readonly ask: (question: HomeQuestion) => void
  readonly welcome: string
}

function Boards({ shelf, ask, welcome }: BoardsProps) {
  const t = useWords()
  const boards = shelf.boards.value
  if (boards === null) return <p aria-busy="true">{t('One moment…')}</p>
  if (boards.length === 0) return <p class="boards-none">{emptyWords(shelf, welcome, t)}</p>
  return (
    <>
      <ul class="board-list">
        {boards.map((board) => (
          <HomeCard key={board.id} board={board} folders={shelf.folders.value} deeds={deedsOf(shelf, board, ask, t)} />
        ))}
      </ul>
      {shelf.hasMore.value && (
        <button type="button" class="button boards-more" onClick={() => void shelf.more()}>
          <Icon name="chevron-down" />
          {t('Show more')}
        </button>
      )}
    </>
  )
}

function emptyWords({ text, place }: HomeShelf, welcome: string, t: Translate): string {
  if (text.value !== '') return t('No board here has that in its title.')
  if (place.value === 'trash') return t('The trash is empty. Boards that you throw away can be brought back from here.')
  if (place.value === 'starred') return t('No board has a star yet. Give one to those that you want at hand.')
  return place.value === 'all'
    ? welcome
    : t('This folder is empty. Drag boards onto its name, or move them by their menus.')
}

function deedsOf(shelf: HomeShelf, board: HomeBoard, ask: BoardsProps['ask'], t: Translate): CardDeeds {
  const { id, title, starred } = board
  const { source, doing } = shelf
  return {
    star: () => void doing(() => source.arrange(id, { starred: !starred })),
    move: (folder) => void doing(() => source.arrange(id, { folder })),
    forget: () => void doing(() => source.forget(id)),
    throwAway: () => void doing(() => source.throwAway(id)),
    bringBack: () => void doing(() => source.bringBack(id)),
    rename: () =>
      ask({
        title: t('Rename the board'),
        label: t('Title'),
        was: title,
        act: t('Rename'),
        onYes: (to) => doing(() => source.rename(id, to)),
      }),
    removeForGood: () =>
      ask({
        title: t('Delete “{title}” for good?', { title: title || t(UNTITLED) }),
        text: t('Everything on it goes, with its history and its pictures, for everybody. Nothing brings it back.'),
        act: t('Delete for good'),
        onYes: () => doing(() => source.removeForGood(id)),
      }),
  }
}
