import type { Box } from '#board/geometry/box.ts'
import { visibleBox } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { chooseNextCropHandle } from '../editor/cropping.ts'
import { chooseNextHandle, chosenHandle } from '../editor/point-keys.ts'
import { goTo } from '../editor/go-to.ts'
import { readingOrder } from '../editor/reading-order.ts'

/** CSS pixels: what is less than half of it apart from top to bottom is read from left to right. */
const ROW_HEIGHT = 48

/**
 * Tab and Shift+Tab on the board select one element after the other in reading order, of those in view; past the last one the
 * focus goes on to the rest of the page. While the points of a line are edited, or a picture is cropped, those and the handles of its window are what Tab goes along. Answers how to stop.
 */
export function attachTraverse(host: HTMLElement, editor: Editor): () => void {
  const keydown = (event: KeyboardEvent) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (key !== 'Tab' || ctrlKey || metaKey || altKey || event.target !== host) return
    if (editor.readonly || editor.toolbox.busy) return
    const step = shiftKey ? -1 : 1
    if (chosenHandle(editor) && chooseNextHandle(editor, step)) return event.preventDefault()
    if (chooseNextCropHandle(editor, step)) return event.preventDefault()
    const next = neighbour(editor, step)
    if (!next) return
    event.preventDefault()
    goTo(editor, next[0])
  }
  host.addEventListener('keydown', keydown)
  return () => host.removeEventListener('keydown', keydown)
}

function neighbour({ scene, camera, viewport, selection }: Editor, step: 1 | -1): readonly [string, Box] | undefined {
  const zoom = camera.peek().zoom
  const inView = scene.query(visibleBox(camera.peek(), viewport.peek()))
  const boxes = inView.flatMap((id) => {
    const box = scene.boundsOf(id)
    return box ? [[id, box] as const] : []
  })
  const order = readingOrder(boxes, ROW_HEIGHT / zoom)
  const selected = order.findIndex(([id]) => selection.peek().has(id))
  return selected < 0 ? order.at(step > 0 ? 0 : -1) : order[selected + step]
}
