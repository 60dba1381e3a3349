import type { BoardView } from '../board-view.ts'
import { turnTo } from '../editor/turn-page.ts'
import type { BoardApp } from '../ui/board-app.ts'
import type { EmbeddedBoard } from './embed-frame.ts'

/** A board that can be drawn on, for whoever talks with the frame. */
export function embeddedBoard(app: BoardApp, { tiles }: Pick<BoardView, 'tiles'>): EmbeddedBoard {
  const { session, editor, status, people } = app
  const { document, scene, camera, viewport } = editor
  const paging = { ...editor.paging, show: (page: string) => turnTo(editor, page) }
  return { session, document, scene, paging, camera, viewport, paint: tiles.state, status, people, app }
}
