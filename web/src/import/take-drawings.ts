import { inEnglish, type Translate } from '../words/words.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { paste, type Clipping } from '../editor/clipboard.ts'
import type { Editor } from '../editor/editor.ts'
import type { BoardFiles } from '../files/board-files.ts'
import { loadLater } from '../load-later.ts'

/** A glance: what other programs put on the clipboard says whose it is at its beginning. */
const EXCALIDRAW = /^\s*\{[^{}[\]]*"type"\s*:\s*"excalidraw(?:\/clipboard)?"/
const TLDRAW = '<div data-tldraw'
const FLOWCHART = /^\s*(?:graph|flowchart)[ \t]+(?:TB|TD|BT|LR|RL)[ \t]*[;\n\r]/

function drawingIn({ html, text }: Clipping): string | undefined {
  if (html.includes(TLDRAW)) return html
  return EXCALIDRAW.test(text) || FLOWCHART.test(text) ? text : undefined
}

/**
 * Puts drawings that were copied in another program on a board. `say` tells the person what could not come along. The code
 * that reads them comes with the first of them.
 */
export function takeDrawings(
  editor: Editor,
  files: Pick<BoardFiles, 'keep'>,
  say: (text: string) => void,
  t: Translate = inEnglish,
): (clipping: Clipping, at: Vector) => boolean {
  const code = loadLater(() => import('./paste-drawing.ts'))
  return (clipping, at) => {
    const drawing = drawingIn(clipping)
    if (drawing === undefined) return false
    code()
      .then(({ pasteDrawing }) => pasteDrawing(editor, files, drawing, at, t))
      .then(say, (error: unknown) => {
        // Text may only have begun like a flowchart.
        if (FLOWCHART.test(drawing)) paste(editor, clipping, at)
        else {
          console.error(error)
          say(t('What was copied could not be read'))
        }
      })
    return true
  }
}
