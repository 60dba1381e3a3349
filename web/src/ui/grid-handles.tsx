import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { Grid, Track } from '#board/elements/element-kind.ts'
import { applyTo, decompose, invert, multiply, type Matrix } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { cameraMatrix } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { addTrack, griddedId, gridOf, hasRoom, moveTrack, removeTrack, type Axis } from '../editor/grids.ts'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'

/** CSS pixels between the edge of the table and its handles. */
const AWAY = 15

/** What rows and columns are dragged, added and taken away by, around the table that is selected or typed into. */
export function Panel({ editor }: { readonly editor: Editor }) {
  const version = useSignal(0)
  void version.value
  useLayoutEffect(() => editor.scene.onChange(() => (version.value = version.peek() + 1)), [editor])
  const id = griddedId(editor)
  const grid = id === undefined ? undefined : gridOf(editor, id)
  const matrix = id === undefined ? undefined : editor.scene.get(id)?.props.matrix
  if (id === undefined || !grid || !matrix) return null
  const toView = multiply(cameraMatrix(editor.camera.value), matrix)
  return (
    <div class="grid-handles">
      {(['column', 'row'] as const).map((axis) => (
        <Edge key={axis} editor={editor} id={id} axis={axis} grid={grid} toView={toView} />
      ))}
    </div>
  )
}

interface EdgeProps {
  readonly editor: Editor
  readonly id: string
  readonly axis: Axis
  readonly grid: Grid
  readonly toView: Matrix
}

interface Place {
  readonly left: string
  readonly top: string
  readonly transform: string
}

function Edge({ editor, id, axis, grid, toView }: EdgeProps) {
  const t = useWords()
  const tracks = axis === 'row' ? grid.rows : grid.columns
  const { angle } = decompose(toView)
  const [along, across] = [unit(toView, 1, 0), unit(toView, 0, 1)]
  const at = (x: number, y: number, away: number): Place => {
    const point = applyTo(toView, { x, y })
    const out = axis === 'row' ? along : across
    const place = { x: point.x + out.x * away, y: point.y + out.y * away }
    return { left: `${place.x}px`, top: `${place.y}px`, transform: `translate(-50%, -50%) rotate(${angle}rad)` }
  }
  const beside = ({ from, size }: Track) =>
    axis === 'row' ? at(0, from + size / 2, -AWAY) : at(from + size / 2, 0, -AWAY)
  const behind = axis === 'row' ? { x: grid.width / 2, y: grid.height } : { x: grid.width, y: grid.height / 2 }
  const end = applyTo(toView, behind)
  const out = axis === 'row' ? across : along
  const name = axis === 'row' ? 'row' : 'column'
  const lengthInView = (size: number) => Math.hypot(...vectorIn(toView, axis, size)) - 4
  return (
    <>
      {tracks.map((track, i) => (
        <button
          key={track.id}
          type="button"
          class="grid-grip"
          data-axis={axis}
          aria-label={t('Move {name} {place}', { name: t(name), place: i + 1 })}
          style={{ ...beside(track), '--length': `${Math.max(8, lengthInView(track.size))}px` }}
          onPointerDown={(event) => drag(event, { editor, id, axis, key: track.id, tracks, toView })}
          onKeyDown={(event) => byKey(event, editor, id, axis, track.id, i)}
        />
      ))}
      {hasRoom(editor, id, axis) && (
        <button
          type="button"
          class="grid-add"
          aria-label={t('Add a {name}', { name: t(name) })}
          style={{ left: `${end.x + out.x * AWAY}px`, top: `${end.y + out.y * AWAY}px` }}
          onClick={() => addTrack(editor, id, axis, tracks.length)}
        >
          <Icon name="plus" />
        </button>
      )}
    </>
  )
}

/** A direction of the table as it is seen, one CSS pixel long. */
function unit([a, b, c, d]: Matrix, x: number, y: number): Vector {
  const [vx, vy] = [a * x + c * y, b * x + d * y]
  const length = Math.hypot(vx, vy) || 1
  return { x: vx / length, y: vy / length }
}

const vectorIn = ([a, b, c, d]: Matrix, axis: Axis, size: number): [number, number] =>
  axis === 'column' ? [a * size, b * size] : [c * size, d * size]

interface Dragged {
  readonly editor: Editor
  readonly id: string
  readonly axis: Axis
  readonly key: string
  readonly tracks: readonly Track[]
  readonly toView: Matrix
}

/** It goes where it is let go: before the first one whose middle is behind the pointer. */
function drag(event: PointerEvent, { editor, id, axis, key, tracks, toView }: Dragged): void {
  const grip = event.currentTarget as HTMLElement
  const host = grip.offsetParent?.getBoundingClientRect()
  if (!host || event.button !== 0) return
  const back = invert(toView)
  const placeAt = ({ clientX, clientY }: PointerEvent): number => {
    const local = applyTo(back, { x: clientX - host.left, y: clientY - host.top })
    const along = axis === 'row' ? local.y : local.x
    return tracks.filter((track) => track.id !== key && track.from + track.size / 2 < along).length
  }
  const moved = (move: PointerEvent) => {
    const [x, y] = [move.clientX - event.clientX, move.clientY - event.clientY]
    grip.style.translate = axis === 'row' ? `0 ${y}px` : `${x}px 0`
  }
  const end = (up: PointerEvent) => {
    ending.abort()
    grip.style.translate = ''
    if (up.type === 'pointerup') moveTrack(editor, id, axis, key, placeAt(up))
  }
  const ending = new AbortController()
  const { signal } = ending
  event.stopPropagation()
  grip.setPointerCapture(event.pointerId)
  grip.addEventListener('pointermove', moved, { signal })
  grip.addEventListener('pointerup', end, { signal })
  grip.addEventListener('pointercancel', end, { signal })
}

function byKey(event: KeyboardEvent, editor: Editor, id: string, axis: Axis, key: string, place: number): void {
  const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key]
  if (step === undefined && event.key !== 'Delete' && event.key !== 'Backspace') return
  event.preventDefault()
  event.stopPropagation()
  if (step === undefined) removeTrack(editor, id, axis, key)
  else moveTrack(editor, id, axis, key, place + step)
}
