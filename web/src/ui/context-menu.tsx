import { LayoutGrid } from 'lucide'
import type { Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Vector } from '#board/geometry/vector.ts'
import { runCommand, type Command } from '../editor/command.ts'
import type { Editor } from '../editor/editor.ts'
import { isMac, labelOf } from '../input/shortcut.ts'
import { ARRANGE_ICONS } from './arrange-icons.ts'
import { Icon } from './icon.tsx'
import { Tip } from './icon-button.tsx'
import { MenuItem, menuItemsOf, moveInMenu } from './menu-item.tsx'
import { useWords } from '../words/use-words.ts'

/** What a menu on something selected offers, and what one on the empty board does, by command; a list is set apart from the next. */
const ON_SELECTION = [
  ['cut', 'copy', 'paste', 'duplicate'],
  ['copy-style', 'paste-style', 'link', 'open-link'],
  ['add-row-above', 'add-row-below', 'add-column-left', 'add-column-right'],
  ['delete-row', 'delete-column', 'headings'],
  ['select-same-kind', 'select-same-color'],
  ['group', 'ungroup', 'lock', 'unlock'],
  ['bring-to-front', 'bring-forward', 'send-backward', 'send-to-back'],
  ['frame-png', 'frame-svg'],
  ['crop', 'uncrop', 'replace-picture', 'alt-text', 'natural-size'],
  ['zoom-selection', 'delete', 'delete-contents'],
]
const ON_BOARD = [
  ['paste', 'insert-picture', 'camera', 'select-all', 'unlock-all'],
  ['zoom-fit', 'zoom-100', 'grid', 'background'],
  ['clear'],
]

/** Offered only where they can be done: the menu is long enough. */
const SOMETIMES = new Set([
  'crop',
  'uncrop',
  'replace-picture',
  'alt-text',
  'natural-size',
  'open-link',
  'group',
  'ungroup',
  'unlock',
  'unlock-all',
  'frame-png',
  'frame-svg',
  'delete-contents',
  'add-row-above',
  'add-row-below',
  'add-column-left',
  'add-column-right',
  'delete-row',
  'delete-column',
  'headings',
  'clear',
])

/** Those that are one icon in a row, with the icon. */
const ROW = Object.entries({ ...ARRANGE_ICONS, tidy: LayoutGrid })

interface ContextMenuProps {
  readonly editor: Editor
  readonly commands: readonly Command[]
  /** Where it was asked for, in CSS pixels of the window; null while it is closed. */
  readonly at: Signal<Vector | null>
}

/** What can be done with the selection, or with the board, where the pointer is. */
export function Panel({ editor, commands, at }: ContextMenuProps) {
  const t = useWords()
  const menu = useRef<HTMLDivElement>(null)
  // Gives the focus back.
  useLayoutEffect(() => () => menu.current?.hidePopover(), [])
  // What it offers is rendered by then: its size is known.
  useLayoutEffect(() => {
    if (menu.current) show(menu.current, at.value)
  }, [at.value])
  // The event comes late: by then this menu may have been opened again, or be gone and another one open.
  const onToggle = () => {
    if (menu.current && !menu.current.matches(':popover-open')) at.value = null
  }
  const does = (command: Command) => () => {
    at.value = null
    runCommand(command, editor)
  }
  const find = (id: string) =>
    commands.filter((command) => command.id === id && (!SOMETIMES.has(id) || command.enabled?.(editor) !== false))
  const lists = at.value && (editor.selection.value.size > 0 ? ON_SELECTION : ON_BOARD)
  const shown = lists?.map((ids) => ({ ids, entries: ids.flatMap(find) })).filter(({ entries }) => entries.length > 0)
  return (
    <div
      ref={menu}
      class="menu island context-menu"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={editor.selection.value.size > 0 ? t('Selection') : t('Board')}
      onToggle={onToggle}
      onKeyDown={moveInMenu}
      onContextMenu={(event: Event) => event.preventDefault()}
    >
      {shown?.map(({ ids, entries }, i) => (
        <>
          {i > 0 && <hr />}
          {ids.includes('bring-to-front') && <ArrangeRow editor={editor} find={find} does={does} />}
          {entries.map((command) => (
            <MenuItem
              key={command.id}
              keyLabel={command.shortcuts[0] && labelOf(command.shortcuts[0], isMac())}
              inactive={command.enabled?.(editor) === false}
              onClick={does(command)}
            >
              {t(command.label)}
            </MenuItem>
          ))}
        </>
      ))}
    </div>
  )
}

interface ArrangeRowProps {
  readonly editor: Editor
  readonly find: (id: string) => readonly Command[]
  readonly does: (command: Command) => () => void
}

function ArrangeRow({ editor, find, does }: ArrangeRowProps) {
  const t = useWords()
  return (
    <fieldset class="menu-row" aria-label={t('Arrange')}>
      {ROW.flatMap(([id, icon]) =>
        find(id)
          .filter((command) => command.enabled?.(editor) !== false)
          .map((command) => (
            <button
              key={id}
              type="button"
              class="icon-button"
              role="menuitem"
              tabIndex={-1}
              aria-label={t(command.label)}
              onClick={does(command)}
            >
              <Icon name={icon} />
              <Tip place="above">{t(command.label)}</Tip>
            </button>
          )),
      )}
    </fieldset>
  )
}

function show(menu: HTMLElement, place: Vector | null): void {
  if (!place) return menu.hidePopover()
  if (!menu.matches(':popover-open')) menu.showPopover()
  keepInWindow(menu, place)
  menuItemsOf(menu)[0]?.focus()
}

/** CSS pixels between the menu and the edge of the window. */
const MARGIN = 8

function keepInWindow(menu: HTMLElement, { x, y }: Vector): void {
  const { width, height } = menu.getBoundingClientRect()
  const left = Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN))
  const top = Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN))
  menu.style.inset = `${top}px auto auto ${left}px`
}
