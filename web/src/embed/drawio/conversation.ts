import { fitBox, NO_INSETS, roomIn } from '../../editor/camera.ts'
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

/** Looks at all that is drawn. @param border around it, CSS pixels; 0: what the tools leave @param most no closer than this */
export function lookAtAll({ scene, viewport, camera, app }: EmbeddedBoard, border = 0, most = 1): void {
  const size = viewport.peek()
  const around = { ...NO_INSETS, top: border, right: border, bottom: border, left: border }
  const room = border > 0 ? around : roomIn(size, app?.editor.covered)
  if (scene.bounds) camera.value = fitBox(scene.bounds, size, room, most)
}
