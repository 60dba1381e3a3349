import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { LIMITS } from '#board/limits.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { applyTo } from '#board/geometry/matrix.ts'
import { toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { framesInOrder } from '../editor/framing.ts'
import { selectDeep } from '../editor/groups.ts'
import { useWords } from '../words/use-words.ts'

interface FrameNamesProps {
  readonly editor: Editor
}

/** The names of frames, above them: a click selects, a double click renames. */
export function FrameNames({ editor }: FrameNamesProps) {
  const t = useWords()
  const tick = useSignal(0)
  const renaming = useSignal<string | null>(null)
  useEffect(() => followFrames(editor, () => tick.value++), [editor])
  void [tick.value, editor.camera.value, editor.viewport.value]
  return (
    <>
      {framesInOrder(editor).map(({ id, name }) => {
        const at = placeOf(editor, id)
        const isRenaming = renaming.value === id
        return (
          at && (
            <div key={id} class="frame-name" style={{ transform: `translate(${at.x}px, ${at.y}px)` }}>
              {isRenaming ? (
                <NameField editor={editor} id={id} name={name} onDone={() => (renaming.value = null)} />
              ) : (
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label={t('Frame: {name}', { name: name || t('Frame') })}
                  onClick={() => select(editor, id)}
                  onDblClick={() => {
                    if (!editor.readonly) renaming.value = id
                  }}
                >
                  {name || t('Frame')}
                </button>
              )}
            </div>
          )
        )
      })}
    </>
  )
}

function select(editor: Editor, id: string): void {
  if (editor.readonly) return
  editor.toolbox.done()
  selectDeep(editor, id)
}

/** Its top left corner in CSS pixels, moved by what is in flight; undefined out of view. */
function placeOf({ scene, live, camera, viewport }: Editor, id: string): Vector | undefined {
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
function followFrames({ scene, live }: Editor, changed: () => void): () => void {
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

interface NameFieldProps extends FrameNamesProps {
  readonly id: string
  readonly name: string
  readonly onDone: () => void
}

function NameField({ editor, id, name, onDone }: NameFieldProps) {
  const t = useWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const rename = (to: string) => {
    const line = to.replaceAll(/\s+/g, ' ').trim()
    if (line !== name) editor.document.edit([id], 'name', line)
    onDone()
  }
  return (
    <input
      ref={field}
      class="field"
      aria-label={t('Name of the frame')}
      value={name}
      maxLength={LIMITS.frameNameLength}
      autocomplete="off"
      spellcheck={false}
      onBlur={({ currentTarget }) => rename(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}
