import { effect } from '@preact/signals-core'
import type { Canvas } from 'fabric'
import type { OwnedEditor } from '../editor/create-editor.ts'
import type { Editor } from '../editor/editor.ts'
import { createStage, type StageFrame } from '../scene/stage.ts'
import { BoardCanvas } from './board-canvas.ts'
import { paintHandles } from './paint-handles.ts'
import { paintMarks } from './paint-marks.ts'
import { createProjection } from './projection.ts'
import { SelectionObject } from './selection-object.ts'
import type { CanvasOptions, MountedCanvas } from './viewer-canvas.ts'
import { watchSize } from './watch-size.ts'

/** Where the page does not say what its accent colour is. */
const ACCENT = '#3d6ff2'

/** The board to work on, on a Fabric canvas that fills `host`; the editor learns where the selection's handles are. */
export function mountCanvas(
  host: HTMLElement,
  editor: OwnedEditor,
  options: CanvasOptions,
): MountedCanvas & Pick<Editor, 'handleAt'> {
  const { theme } = options
  const element = document.createElement('canvas')
  host.append(element)
  /** Read from the page when the theme has changed and a frame is painted: by then the page has changed too. */
  let accent: string | null = null
  let frame: StageFrame | null = null

  const stage = createStage(editor, {
    ...options,
    render(next) {
      frame = next
      if (accent === null) selection.tint((accent = accentOf(host)))
      projection.show(next)
    },
  })
  const canvas = new BoardCanvas(element, {
    paintGround: (ctx) => {
      if (frame) stage.paintGround(ctx, frame.view)
    },
    paintOverlay(ctx) {
      paintMarks(ctx, editor, accent ?? ACCENT)
      paintHandles(ctx, editor, accent ?? ACCENT)
    },
  })
  element.style.position = 'absolute'
  const selection = new SelectionObject(matchMedia('(pointer: coarse)').matches ? 'coarse' : 'fine')
  // Handles ask it for what is selected and for the view, which any canvas of Fabric's could tell.
  selection.canvas = canvas as unknown as Canvas
  const projection = createProjection(canvas, selection, stage, editor)
  const handleAt: Editor['handleAt'] = (viewX, viewY) =>
    canvas.selected === selection ? selection.handleAt(viewX, viewY) : null

  const stops = [
    editor.attachHandles(handleAt),
    watchSize(host, editor, stage.refresh),
    effect(() => {
      void [editor.selection.value, editor.marks.value, editor.grip.value]
      stage.refresh()
    }),
    effect(() => {
      void theme.value
      accent = null
      stage.refresh()
    }),
    effect(() => {
      host.style.cursor = editor.toolbox.cursor.value
    }),
  ]
  return {
    paint: stage.state,
    handleAt,
    dispose() {
      stops.forEach((stop) => stop())
      stage.dispose()
      // Resolves at once: no frame of Fabric's own is ever pending.
      void canvas.dispose()
      element.remove()
    },
  }
}

const accentOf = (host: HTMLElement) => getComputedStyle(host).getPropertyValue('--accent').trim() || ACCENT
