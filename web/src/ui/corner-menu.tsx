import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { Fetched } from './fetched.tsx'
import { Icon, Logo } from './icon.tsx'
import { Tip } from './icon-button.tsx'
import { menuItemsOf, moveInMenu } from './menu-item.tsx'
import { useWords } from '../words/use-words.ts'

const loadLogin = () => import('./login-items.tsx')
/** Without a network nobody logs in, and needn't be told. */
const SILENT = { say: () => undefined }
/** Nobody is logged in within a frame. */
const isOwnPage = () => window.parent === window

/** What the lines of a menu are given. */
export interface OpenMenu {
  readonly isOpen: boolean
  readonly close: () => void
  /** Closes the menu before it does something. */
  readonly does: (action: () => unknown) => () => void
  /** The focus goes to the first line. */
  readonly start: () => void
}

interface CornerMenuProps {
  readonly children: (menu: OpenMenu) => ComponentChildren
}

/** The menu at the top left of a board: its lines, and behind them who somebody is logged in as, or the way in. */
export function CornerMenu({ children }: CornerMenuProps) {
  const t = useWords()
  const menu = useRef<HTMLDivElement>(null)
  const open = useSignal(false)
  const close = () => menu.current?.hidePopover()
  const does = (action: () => unknown) => () => {
    close()
    action()
  }
  const start = () => menuItemsOf(menu.current)[0]?.focus()
  const onToggle = ({ newState }: { newState: string }) => {
    open.value = newState === 'open'
    if (open.value) start()
  }
  return (
    <>
      <button
        type="button"
        class="menu-button icon-button"
        aria-label={t('Menu')}
        aria-haspopup="menu"
        aria-expanded={open.value}
        popovertarget="board-menu"
      >
        <Logo />
        <Icon name="chevron-down" />
        <Tip place="below start">{t('Menu')}</Tip>
      </button>
      <div
        ref={menu}
        id="board-menu"
        class="menu island"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={t('Board')}
        onToggle={onToggle}
        onKeyDown={moveInMenu}
      >
        {children({ isOpen: open.value, close, does, start })}
        {isOwnPage() && (
          <Fetched load={loadLogin} open={open.value} given={{}} toasts={SILENT} onFail={() => undefined} />
        )}
      </div>
    </>
  )
}
