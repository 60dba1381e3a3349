import '../../styles/board-minimap.css'
import { computed, effect, signal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Box } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { pan, toScene, visibleBox, type Camera } from '../editor/camera.ts'
import { runCommand } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import type { Editor } from '../editor/editor.ts'
import { lookAt, onMap, overviewOf, type Overview } from '../editor/overview.ts'
import { viewOf } from '../scene/tile-grid.ts'
import { createPace } from '../sync/pace.ts'
import type { BoardApp } from './board-app.ts'
import { IconButton } from './icon-button.tsx'
import { useWords } from '../words/use-words.ts'

/** CSS pixels. */
const SIZE = { width: 208, height: 144 } as const
/** The picture is made anew no more often, milliseconds: it is small, and copied from pictures that there are anyway. */
const PICTURE_MS = 250
/** Share of the view that an arrow key goes. */
const STEP = 0.25

type Mapped = Pick<BoardApp, 'editor' | 'tiles' | 'theme'>
type PointerOnMap = PointerEvent & { readonly currentTarget: HTMLElement }

/** All of the board, small, and what of it one sees: a press or a drag, or arrow keys, go there. */
export function Panel({ app }: { readonly app: Mapped & Pick<BoardApp, 'preferences'> }) {
  const t = useWords()
  const { editor } = app
  const picture = useRef<HTMLCanvasElement>(null)
  const { map, stopFollowing, hold } = useMemo(() => createMap(editor), [editor])
  useEffect(() => stopFollowing, [stopFollowing])
  useEffect(() => (picture.current ? keepPainted(picture.current, app, map) : undefined), [app.tiles, map])
  const seen = onMap(map.value, visibleBox(editor.camera.value, editor.viewport.value))
  const across = Math.round((50 * (seen.minX + seen.maxX)) / SIZE.width)
  const down = Math.round((50 * (seen.minY + seen.maxY)) / SIZE.height)
  return (
    <section class="minimap island" aria-label={t('Minimap')}>
      <div
        class="minimap-area"
        role="slider"
        tabIndex={0}
        aria-label={t('Where the view is: arrow keys move it, plus and minus zoom, Home shows everything')}
        aria-valuenow={across}
        aria-valuetext={t('{across} % across, {down} % down, of what there is', { across, down })}
        style={{ width: `${SIZE.width}px`, height: `${SIZE.height}px` }}
        onKeyDown={(event) => goByKey(editor, event)}
        onPointerDown={(event) => dragView(editor, map.peek(), event, hold)}
      >
        <canvas ref={picture} aria-hidden="true" />
        <div class="minimap-view" style={placed(seen)} />
      </div>
      <IconButton
        icon="x"
        label={t('Close the minimap')}
        tip="above"
        onClick={() => (app.preferences.minimap.value = false)}
      />
    </section>
  )
}

const placed = ({ minX, minY, maxX, maxY }: Box) => ({
  transform: `translate(${minX}px, ${minY}px)`,
  width: `${maxX - minX}px`,
  height: `${maxY - minY}px`,
})

/** What the map shows: follows what is drawn and what is looked at; stays while it is held. */
function createMap(editor: Editor) {
  const drawn = signal(editor.scene.bounds)
  const held = signal<Overview | null>(null)
  const pace = createPace(PICTURE_MS, () => (drawn.value = editor.scene.bounds))
  const unlisten = editor.scene.onChange(() => pace.request())
  let last: Overview | undefined
  const map = computed(() => {
    const next = held.value ?? overviewOf(drawn.value, visibleBox(editor.camera.value, editor.viewport.value), SIZE)
    const isSame = last && next.x === last.x && next.y === last.y && next.zoom === last.zoom
    return isSame && last ? last : (last = next)
  })
  return {
    map,
    hold: (isHeld: boolean) => (held.value = isHeld ? map.peek() : null),
    stopFollowing: () => {
      unlisten()
      pace.dispose()
    },
  }
}

/** Copies the coarse pictures of the tiles, when they or the map change. Answers how to stop. */
function keepPainted(
  canvas: HTMLCanvasElement,
  { tiles, theme }: Mapped,
  map: { readonly value: Overview },
): () => void {
  const ratio = window.devicePixelRatio
  canvas.width = Math.round(SIZE.width * ratio)
  canvas.height = Math.round(SIZE.height * ratio)
  const paint = () => {
    const ctx = canvas.getContext('2d')
    if (!ctx) return
    ctx.clearRect(0, 0, canvas.width, canvas.height)
    ctx.imageSmoothingQuality = 'high'
    tiles.drawCoarse(ctx, viewOf(map.value, SIZE, ratio))
  }
  const pace = createPace(PICTURE_MS, paint)
  const unlisten = tiles.onNeed(() => pace.request())
  const stop = effect(() => {
    void theme.dark.value
    paint()
  })
  return () => {
    unlisten()
    stop()
    pace.dispose()
  }
}

/** The view comes along from where it was taken hold of; pressed beside it, it comes there first. */
function dragView(editor: Editor, map: Overview, event: PointerOnMap, hold: (isHeld: boolean) => void): void {
  if (event.button !== 0) return
  // The keys stay with the board.
  event.preventDefault()
  const area = event.currentTarget
  const { left, top } = area.getBoundingClientRect()
  const at = ({ clientX, clientY }: PointerEvent): Vector => toScene(map, clientX - left, clientY - top)
  const seen = visibleBox(editor.camera.value, editor.viewport.value)
  const from = at(event)
  const isInside = from.x >= seen.minX && from.x <= seen.maxX && from.y >= seen.minY && from.y <= seen.maxY
  const middle = { x: (seen.minX + seen.maxX) / 2, y: (seen.minY + seen.maxY) / 2 }
  const offset = isInside ? { x: middle.x - from.x, y: middle.y - from.y } : { x: 0, y: 0 }
  const go = (to: PointerEvent) => {
    const { x, y } = at(to)
    const target = { x: x + offset.x, y: y + offset.y }
    editor.camera.value = lookAt(editor.camera.value, target, editor.viewport.value)
  }
  hold(true)
  if (!isInside) go(event)
  const release = new AbortController()
  const end = () => {
    release.abort()
    hold(false)
  }
  area.setPointerCapture(event.pointerId)
  area.addEventListener('pointermove', go, { signal: release.signal })
  for (const type of ['pointerup', 'pointercancel'] as const)
    area.addEventListener(type, end, { signal: release.signal })
}

const ARROWS: Readonly<Record<string, Vector>> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
}
const BY_COMMAND: Readonly<Record<string, string>> = {
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  Home: 'zoom-fit',
}

function goByKey(editor: Editor, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const arrow = ARROWS[event.key]
  const command = COMMANDS.find(({ id }) => id === BY_COMMAND[event.key])
  if (!arrow && !command) return
  // Nothing that is selected is nudged meanwhile.
  event.preventDefault()
  if (arrow) editor.camera.value = stepped(editor, arrow)
  else if (command) runCommand(command, editor)
}

function stepped({ camera, viewport }: Editor, { x, y }: Vector): Camera {
  const { width, height } = viewport.value
  return pan(camera.value, x * width * STEP, y * height * STEP)
}
