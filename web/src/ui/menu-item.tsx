import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconNode } from './icons.ts'
import { nextStop } from './roving.ts'

interface MenuItemProps {
  readonly icon?: string | IconNode
  readonly keyLabel?: string | undefined
  readonly href?: string
  readonly inactive?: boolean
  readonly onClick?: () => void
  readonly children: ComponentChildren
}

/** One line of a menu: goes somewhere, or does something. */
export function MenuItem({ icon, keyLabel, href, inactive = false, onClick, children }: MenuItemProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {keyLabel && <kbd aria-hidden="true">{keyLabel}</kbd>}
    </>
  )
  return href ? (
    <a class="menu-item" role="menuitem" tabIndex={-1} href={href}>
      {inside}
    </a>
  ) : (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={inactive ? 'true' : undefined}
      onClick={inactive ? undefined : onClick}
    >
      {inside}
    </button>
  )
}

/** The stops of a menu, in the order in which arrows visit them. */
export const menuItemsOf = (menu: HTMLElement | null): HTMLElement[] =>
  menu ? [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')] : []

/** Keys of a menu that is a popover (WAI-ARIA Authoring Practices, menu pattern). */
export function moveInMenu(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  event.stopPropagation()
  if (event.key === 'Tab') event.currentTarget.hidePopover()
  const items = menuItemsOf(event.currentTarget)
  const next = nextStop(event.key, items.indexOf(document.activeElement as HTMLElement), items.length)
  if (next === undefined) return
  event.preventDefault()
  items[next]?.focus()
}
