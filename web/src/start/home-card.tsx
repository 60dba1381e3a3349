import { RotateCcw } from 'lucide'
import { localeOf } from '../words/locale.ts'
import type { Translate } from '../words/words.ts'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { UNTITLED } from '../ui/board-title.tsx'
import { Icon } from '../ui/icon.tsx'
import { MenuItem, menuItemsOf, moveInMenu } from '../ui/menu-item.tsx'
import { picturePath } from './board-address.ts'
import type { HomeBoard, HomeFolder } from './home-source.ts'
import { when } from './when.ts'
import { useWords } from '../words/use-words.ts'

/** What can be done with a board of a list. */
export interface CardDeeds {
  readonly star: () => void
  readonly move: (folder: string | null) => void
  readonly rename: () => void
  readonly forget: () => void
  readonly throwAway: () => void
  readonly bringBack: () => void
  readonly removeForGood: () => void
}

interface HomeCardProps {
  readonly board: HomeBoard
  readonly folders: readonly HomeFolder[]
  readonly deeds: CardDeeds
}

/** What a card that is dragged carries: the id of its board. */
export const DRAGGED_BOARD = 'application/x-drawbridge-board'

export function HomeCard({ board, folders, deeds }: HomeCardProps) {
  const t = useWords()
  const { id, title, trashedAt, starred, role, path, pictureKey } = board
  const name = title || (role === null ? t('A board') : t(UNTITLED))
  const isOpen = trashedAt === null && role !== null
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer?.setData(DRAGGED_BOARD, id)
    event.dataTransfer?.setData('text/uri-list', new URL(path, location.href).href)
  }
  const face = (
    <>
      <span class="thumbnail">
        <Icon name={trashedAt === null ? 'shapes' : 'trash-2'} />
        {isOpen && <Thumbnail src={picturePath(id, 'png', { key: pictureKey, width: 480 })} />}
      </span>
      <span class="board-card-words">
        <span class="board-card-title">{name}</span>
        <span class="board-card-when">{factsOf(board, t)}</span>
      </span>
    </>
  )
  return (
    <li class="board-card">
      {isOpen ? (
        <a href={path} onDragStart={onDragStart}>
          {face}
        </a>
      ) : (
        <div class="board-card-face">{face}</div>
      )}
      {trashedAt === null && (
        <button
          type="button"
          class="icon-button board-card-star"
          aria-pressed={starred}
          aria-label={t('Star {name}', { name })}
          title={starred ? t('Take the star away') : t('Give it a star')}
          onClick={deeds.star}
        >
          <Icon name="star" />
        </button>
      )}
      <CardMenu board={board} name={name} folders={folders} deeds={deeds} />
    </li>
  )
}

function factsOf({ openedAt, trashedAt, role, isShared }: HomeBoard, t: Translate): string {
  const now = Date.now()
  const ago = (time: number) => when(time, now, localeOf())
  if (trashedAt !== null) return t('In the trash since {when}', { when: ago(trashedAt) })
  if (role === null) return t('The link that you came by has ended')
  return isShared ? t('Shared with you, {when}', { when: ago(openedAt) }) : ago(openedAt)
}

function CardMenu({ board, name, folders, deeds }: HomeCardProps & { readonly name: string }) {
  const t = useWords()
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const open = useSignal(false)
  const id = `menu-${board.id}`
  const { trashedAt, role } = board
  const does = (act: () => void) => () => {
    menu.current?.hidePopover()
    act()
  }
  const onToggle = ({ newState }: { newState: string }) => {
    open.value = newState === 'open'
    if (open.value) menuItemsOf(menu.current)[0]?.focus()
  }
  const mayEdit = role === 'own' || role === 'edit'
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button board-card-more"
        aria-label={t('More about {name}', { name })}
        aria-haspopup="menu"
        aria-expanded={open.value}
        popovertarget={id}
      >
        <Icon name="ellipsis" />
      </button>
      <div
        ref={menu}
        id={id}
        class="menu island card-menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={name}
        onBeforeToggle={({ newState }) => newState === 'open' && placeBelow(menu.current, button.current)}
        onToggle={onToggle}
        onKeyDown={moveInMenu}
      >
        {trashedAt !== null && role === 'own' && (
          <>
            <MenuItem icon={RotateCcw} onClick={does(deeds.bringBack)}>
              {t('Bring it back')}
            </MenuItem>
            <MenuItem icon="trash-2" onClick={does(deeds.removeForGood)}>
              {t('Delete for good…')}
            </MenuItem>
          </>
        )}
        {trashedAt === null && (
          <>
            {mayEdit && (
              <MenuItem icon="pencil" onClick={does(deeds.rename)}>
                {t('Rename…')}
              </MenuItem>
            )}
            {folders.map((folder) => (
              <MenuItem
                key={folder.id}
                icon={board.folder === folder.id ? 'check' : 'frame'}
                onClick={does(() => deeds.move(board.folder === folder.id ? null : folder.id))}
              >
                {board.folder === folder.id
                  ? t('Take out of {name}', { name: folder.name })
                  : t('Move to {name}', { name: folder.name })}
              </MenuItem>
            ))}
            {(mayEdit || folders.length > 0) && <hr />}
            {role === 'own' && (
              <MenuItem icon="trash-2" onClick={does(deeds.throwAway)}>
                {t('Move to the trash')}
              </MenuItem>
            )}
          </>
        )}
        {board.mayForget && (
          <MenuItem icon="x" onClick={does(deeds.forget)}>
            {t('Remove from this list')}
          </MenuItem>
        )}
      </div>
    </>
  )
}

const MENU_WIDTH = 248
const MARGIN = 8

/** Under its button, as far as the window has room. */
function placeBelow(menu: HTMLElement | null, button: HTMLElement | null): void {
  if (menu === null || button === null) return
  const { right, bottom } = button.getBoundingClientRect()
  const left = Math.max(MARGIN, Math.min(right - MENU_WIDTH, innerWidth - MENU_WIDTH - MARGIN))
  menu.style.inset = `${Math.round(bottom + 4)}px auto auto ${Math.round(left)}px`
  menu.style.maxHeight = `${Math.max(160, Math.round(innerHeight - bottom - 4 - MARGIN))}px`
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
      draggable={false}
      onLoad={() => (state.value = 'shown')}
      onError={() => (state.value = 'failed')}
    />
  )
}
