import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { menuItemsOf, moveInMenu } from '../ui/menu-item.tsx'
import { useWords } from '../words/use-words.ts'
import { initialsOf } from './guest.ts'
import type { Person } from './presence.ts'

interface PeopleMenuProps {
  /** Of the element, for the buttons that open it. */
  readonly id: string
  readonly others: readonly Person[]
  /** How many more there are, whom one isn't shown. */
  readonly unseen: number
  readonly following: number | null
  readonly onFollow: (client: number | null) => void
}

/** Everybody else who is here, each to be followed, however many there are. */
export function PeopleMenu({ id, ...people }: PeopleMenuProps) {
  const t = useWords()
  const menu = useRef<HTMLDivElement>(null)
  const open = useSignal(false)
  return (
    <div
      ref={menu}
      id={id}
      class="menu island people-menu"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={t('People')}
      onBeforeToggle={({ newState }) => (open.value = newState === 'open')}
      onToggle={({ newState }) => newState === 'open' && menuItemsOf(menu.current)[0]?.focus()}
      onKeyDown={moveInMenu}
    >
      {open.value && <Lines {...people} onDone={() => menu.current?.hidePopover()} />}
    </div>
  )
}

interface LinesProps extends Omit<PeopleMenuProps, 'id'> {
  readonly onDone: () => void
}

function Lines({ others, unseen, following, onFollow, onDone }: LinesProps) {
  const t = useWords()
  return (
    <>
      {others.map(({ client, name, color, verified = false }) => (
        <button
          key={client}
          type="button"
          class="menu-item"
          role="menuitemcheckbox"
          aria-checked={client === following}
          aria-label={verified ? t('Follow {name}, verified', { name }) : t('Follow {name}', { name })}
          tabIndex={-1}
          onClick={() => {
            onDone()
            onFollow(client === following ? null : client)
          }}
        >
          <i
            class={verified ? 'avatar verified' : 'avatar'}
            style={{ '--person': color }}
            data-initials={initialsOf(name)}
            aria-hidden="true"
          />
          <span>{name}</span>
        </button>
      ))}
      {unseen > 0 && <p class="people-unseen">{t('and {count} more', { count: unseen })}</p>}
    </>
  )
}
