import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { applyTo } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { type FrameEntry, framesInOrder } from '../editor/frame-list.ts'
import { useWords } from '../words/use-words.ts'

/** What of a board it takes to say where its frames are. */
export type FrameView = Pick<Editor, 'scene' | 'live' | 'camera' | 'viewport'>

interface AboveFramesProps {
  readonly view: FrameView
  /** What stands above a frame. */
  readonly show: (frame: FrameEntry) => ComponentChildren
}

/** Something above every frame that is in view, at its upper left corner; it goes where the frame goes. */
export function AboveFrames({ view, show }: AboveFramesProps) {
  const tick = useSignal(0)
  useEffect(() => followFrames(view, () => tick.value++), [view])
  void [tick.value, view.camera.value, view.viewport.value]
  return (
    <>
      {framesInOrder(view).map((frame) => {
        const at = placeOf(view, frame.id)
        return (
          at && (
            <div key={frame.id} class="frame-name" style={{ transform: `translate(${at.x}px, ${at.y}px)` }}>
              {show(frame)}
            </div>
          )
        )
      })}
    </>
  )
}

/** The names of frames, for those who may only look. */
export function FrameTitles({ view }: { readonly view: FrameView }) {
  const t = useWords()
  return (
    <div class="on-board">
      <AboveFrames view={view} show={({ name }) => <span>{name || t('Frame')}</span>} />
    </div>
  )
}

/** Its top left corner in CSS pixels, moved by what is in flight; undefined out of view. */
function placeOf({ scene, live, camera, viewport }: FrameView, id: string): Vector | undefined {
  const element = scene.get(id)
  if (!element) return undefined
  const corner = applyTo(element.props.matrix, { x: 0, y: 0 })
  const drag = [...live.drags.values()].find(({ ids }) => ids.has(id))
  const { x, y } = drag ? applyTo(drag.by, corner) : corner
  const at = toViewport(camera.value, x, y)
  const { width, height } = viewport.value
  return at.x > -width && at.x < width && at.y > 0 && at.y < height + 24 ? at : undefined
}

/** Calls `changed` when a frame has come, gone, changed or moved. Answers how to stop. */
function followFrames({ scene, live }: FrameView, changed: () => void): () => void {
  let known = new Set(scene.holders())
  const stops = [
    scene.onChange(({ placed, gone }) => {
      const now = new Set(scene.holders())
      if (placed.some(({ element }) => now.has(element.id)) || gone.some((id) => known.has(id))) changed()
      known = now
    }),
    live.onChange(() => {
      if (known.size > 0) changed()
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
