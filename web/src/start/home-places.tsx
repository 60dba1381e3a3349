import { type IconNode, LayoutGrid } from 'lucide'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Icon } from '../ui/icon.tsx'
import { DRAGGED_BOARD } from './home-card.tsx'
import type { HomeQuestion } from './home-dialog.tsx'
import type { HomeShelf } from './home-shelf.ts'
import type { HomeFolder, Place } from './home-source.ts'
import { useWords } from '../words/use-words.ts'

interface HomePlacesProps {
  readonly shelf: HomeShelf
  readonly ask: (question: HomeQuestion) => void
}

const isSame = (a: Place, b: Place): boolean =>
  typeof a === 'object' && typeof b === 'object' ? a.folder === b.folder : a === b

/** All, starred, each folder, the trash; boards are dropped on folders. */
export function HomePlaces({ shelf, ask }: HomePlacesProps) {
  const t = useWords()
  const { source, place, folders, doing } = shelf
  const chosen = folders.value.find((folder) => isSame(place.value, { folder: folder.id }))
  const makeFolder = () =>
    ask({
      title: t('New folder'),
      label: t('Name'),
      was: '',
      act: t('Make it'),
      onYes: (name) => doing(() => source.makeFolder(name)),
    })
  const drop = (folder: string | null) => (board: string) => void doing(() => source.arrange(board, { folder }))
  return (
    <nav class="places" aria-label={t('Boards')}>
      <PlaceButton shelf={shelf} to="all" icon={LayoutGrid} onDrop={drop(null)}>
        {t('All')}
      </PlaceButton>
      <PlaceButton
        shelf={shelf}
        to="starred"
        icon="star"
        onDrop={(board) => void doing(() => source.arrange(board, { starred: true }))}
      >
        {t('Starred')}
      </PlaceButton>
      {folders.value.map((folder) => (
        <PlaceButton key={folder.id} shelf={shelf} to={{ folder: folder.id }} onDrop={drop(folder.id)}>
          {folder.name} <small>{folder.boards}</small>
        </PlaceButton>
      ))}
      <button type="button" class="place place-new" onClick={makeFolder}>
        <Icon name="plus" />
        {t('Folder')}
      </button>
      <PlaceButton
        shelf={shelf}
        to="trash"
        icon="trash-2"
        onDrop={(board) => void doing(() => source.throwAway(board))}
      >
        {t('Trash')}
      </PlaceButton>
      {chosen && <FolderWays folder={chosen} shelf={shelf} ask={ask} />}
    </nav>
  )
}

interface PlaceButtonProps {
  readonly shelf: HomeShelf
  readonly to: Place
  readonly icon?: string | IconNode
  /** A board was dropped on it. */
  readonly onDrop: (board: string) => void
  readonly children: ComponentChildren
}

function PlaceButton({ shelf: { place }, to, icon, onDrop, children }: PlaceButtonProps) {
  const over = useSignal(false)
  const isBoard = (event: DragEvent) => event.dataTransfer?.types.includes(DRAGGED_BOARD) === true
  return (
    <button
      type="button"
      class={over.value ? 'place over' : 'place'}
      aria-current={isSame(place.value, to) ? 'true' : undefined}
      onClick={() => (place.value = to)}
      onDragOver={(event) => {
        if (!isBoard(event)) return
        event.preventDefault()
        over.value = true
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        over.value = false
        const board = event.dataTransfer?.getData(DRAGGED_BOARD)
        if (!board) return
        event.preventDefault()
        onDrop(board)
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}

function FolderWays({ folder: { id, name }, shelf, ask }: HomePlacesProps & { readonly folder: HomeFolder }) {
  const t = useWords()
  const { source, place, doing } = shelf
  const rename = () =>
    ask({
      title: t('Rename the folder'),
      label: t('Name'),
      was: name,
      act: t('Rename'),
      onYes: (to) => doing(() => source.renameFolder(id, to)),
    })
  const remove = () =>
    ask({
      title: t('Take the folder “{name}” away?', { name }),
      text: t('The boards in it stay among all your boards.'),
      act: t('Take it away'),
      onYes: () =>
        doing(async () => {
          await source.removeFolder(id)
          place.value = 'all'
        }),
    })
  return (
    <span class="folder-ways">
      <button type="button" class="button" onClick={rename}>
        {t('Rename the folder')}
      </button>
      <button type="button" class="button" onClick={remove}>
        {t('Take it away')}
      </button>
    </span>
  )
}
