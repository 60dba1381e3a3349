import type { BoardApp } from '../../ui/board-app.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import type { Translate } from '../../words/words.ts'
import type { Tell } from './messages.ts'

/** What an action is done with. */
export interface Conversation {
  readonly t: Translate
  readonly board: EmbeddedBoard
  readonly app: BoardApp
  readonly tell: Tell
}

/** What is drawn, as draw.io says where something is. */
export function boundsOf({ scene: { bounds } }: Pick<EmbeddedBoard, 'scene'>) {
  if (!bounds) return { x: 0, y: 0, width: 0, height: 0 }
  return { x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY }
}
