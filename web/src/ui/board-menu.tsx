import type { BoardApp } from './board-app.ts'
import { CornerMenu } from './corner-menu.tsx'
import { Fetched } from './fetched.tsx'

export interface BoardMenuProps {
  readonly app: Pick<
    BoardApp,
    | 'words'
    | 'memory'
    | 'session'
    | 'editor'
    | 'theme'
    | 'preferences'
    | 'menu'
    | 'dialogs'
    | 'focused'
    | 'commands'
    | 'toasts'
    | 'panel'
  >
}

/** The menu of those who work on a board. Its lines are fetched when it is opened, or soon after the page. */
export function BoardMenu({ app }: BoardMenuProps) {
  return (
    <CornerMenu>
      {(menu) => (
        <Fetched load={loadLines} open={menu.isOpen} given={{ app, menu }} toasts={app.toasts} onFail={menu.close} />
      )}
    </CornerMenu>
  )
}

const loadLines = () => import('./board-menu-lines.tsx')
