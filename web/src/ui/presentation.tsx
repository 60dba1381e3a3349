import { ChevronLeft, ChevronRight } from 'lucide'
import '../../styles/board-presentation.css'
import { effect, useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { kindOf } from '#board/elements/index.ts'
import { boxOfCoordinates, type Box } from '#board/geometry/box.ts'
import { LIMITS } from '#board/limits.ts'
import { fitBox, NO_INSETS, toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { framesInOrder, type FrameEntry } from '../editor/frame-list.ts'
import { belongsToPage } from '../input/keyboard.ts'
import { laser } from '../tools/laser.ts'
import type { BoardApp } from './board-app.ts'
import { IconButton } from './icon-button.tsx'
import { useWords } from '../words/use-words.ts'

type PresentationParts = Pick<BoardApp, 'editor' | 'presenting'>

/** One frame after the other, each as large as the window, with nothing around it. */
export function Panel({ app }: { readonly app: PresentationParts }) {
  const t = useWords()
  const { editor, presenting } = app
  const frames = useSignal<readonly FrameEntry[]>(framesInOrder(editor))
  // Before anything is painted: whoever sees the bar can press a key.
  useLayoutEffect(() => present(app, (now) => (frames.value = now)), [app])
  const at = frames.value.findIndex(({ id }) => id === presenting.value)
  const name = frames.value[at]?.name || t('Frame')
  const step = (by: number) => () => (presenting.value = frames.value[at + by]?.id ?? presenting.value)
  return (
    <>
      <Surround editor={editor} id={presenting.value} />
      <section class="presentation bar island" aria-label={t('Presentation')}>
        <IconButton icon={ChevronLeft} label={t('Previous frame')} inactive={at <= 0} onClick={step(-1)} />
        <output>
          <span class="unseen">{`${t('{name}, frame', { name })} `}</span>
          {at + 1} / {frames.value.length}
        </output>
        <IconButton
          icon={ChevronRight}
          label={t('Next frame')}
          inactive={at >= frames.value.length - 1}
          onClick={step(1)}
        />
        <IconButton icon="x" label={t('End the presentation')} onClick={() => (presenting.value = null)} />
      </section>
    </>
  )
}

/** What lies around the frame is dark, so that nothing but the frame is looked at. */
function Surround({ editor, id }: { readonly editor: Editor; readonly id: string | null }) {
  const box = boxOf(editor, id)
  if (!box) return null
  const camera = editor.camera.value
  const { x, y } = toViewport(camera, box.minX, box.minY)
  const [width, height] = [(box.maxX - box.minX) * camera.zoom, (box.maxY - box.minY) * camera.zoom]
  return (
    <div
      class="presentation-frame"
      style={{ transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` }}
    />
  )
}

/** What a frame shows, without its border; scene units. */
function boxOf({ scene }: Editor, id: string | null): Box | undefined {
  const frame = id === null ? undefined : scene.get(id)
  const polygon = frame && kindOf(frame.kind).holds?.(frame.props)
  return polygon && boxOfCoordinates(polygon)
}

/** Takes over the view, the tool and the keys; gives all of them back. */
function present({ editor, presenting }: PresentationParts, show: (frames: readonly FrameEntry[]) => void) {
  const { camera, toolbox, scene, viewport } = editor
  const [cameraBefore, toolBefore] = [camera.peek(), toolbox.current.peek().id]
  editor.selection.value = new Set()
  if (toolbox.tools.includes(laser)) toolbox.choose(laser.id)
  let frames = framesInOrder(editor)
  const read = () => {
    const at = frames.findIndex(({ id }) => id === presenting.peek())
    frames = framesInOrder(editor)
    // Somebody deleted what is shown: on with what came after it.
    if (!frames.some(({ id }) => id === presenting.peek())) presenting.value = (frames[at] ?? frames.at(-1))?.id ?? null
    show(frames)
    look()
  }
  const look = () => {
    const box = boxOf(editor, presenting.peek())
    if (box) camera.value = fitBox(box, viewport.peek(), NO_INSETS, LIMITS.maxZoom)
  }
  const go = (to: (at: number) => number) => {
    const at = frames.findIndex(({ id }) => id === presenting.peek())
    const next = frames[Math.max(0, Math.min(frames.length - 1, to(at)))]
    if (next) presenting.value = next.id
  }
  const leaveFullScreen = fillScreen(() => (presenting.value = null))
  const stops = [
    scene.onChange(read),
    effect(() => {
      void [presenting.value, viewport.value]
      look()
    }),
    listenToKeys(go, () => (presenting.value = null)),
    leaveFullScreen,
  ]
  return () => {
    for (const stop of stops) stop()
    toolbox.choose(toolBefore)
    camera.value = cameraBefore
  }
}

/** Where the browser allows it, the whole screen; `onLeft` when somebody leaves that by a key of the browser's own. */
function fillScreen(onLeft: () => void): () => void {
  let isFilled = false
  const onChange = () => {
    if (isFilled && !document.fullscreenElement) onLeft()
    isFilled = document.fullscreenElement !== null
  }
  document.addEventListener('fullscreenchange', onChange)
  // Phones of some makers have no such thing, and pages in frames may not.
  void document.documentElement.requestFullscreen?.().catch(() => undefined)
  return () => {
    document.removeEventListener('fullscreenchange', onChange)
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
  }
}

/** What keys do to the place in the order. */
const STEPS: Readonly<Record<string, (at: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  PageDown: (at) => at + 1,
  ' ': (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  PageUp: (at) => at - 1,
  Backspace: (at) => at - 1,
  Home: () => 0,
  End: () => Infinity,
}

/** Before anybody else hears of them. A focused button keeps the keys that press it. */
function listenToKeys(go: (to: (at: number) => number) => void, end: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || belongsToPage(event)) return
    const isOnButton = event.target instanceof Element && event.target.closest('button') !== null
    const step =
      isOnButton && event.key === ' ' ? undefined : STEPS[event.shiftKey && event.key === ' ' ? 'PageUp' : event.key]
    if (step) go(step)
    else if (event.key === 'Escape') end()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('keydown', onKey, true)
  return () => window.removeEventListener('keydown', onKey, true)
}
