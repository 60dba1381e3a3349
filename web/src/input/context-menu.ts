import type { Vector } from '#board/geometry/vector.ts'
import { toScene } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { selectWhole } from '../editor/groups.ts'
import { onceHeard } from '../editor/once-heard.ts'
import { partAt } from '../editor/typing.ts'
import { reachOf } from '../tools/reach.ts'
import { isOnControl } from './host.ts'
import { attachRightButton } from './right-button.ts'

/** A finger that rests for so long opens the menu; one that moves further does not rest, CSS pixels. */
const HOLD_MS = 500
const STILL = 10

/**
 * The right button, the menu key or a finger that rests: selects what is there, unless it is selected, and opens the menu.
 * Not in the middle of a gesture: whoever holds a pen still is drawing; but a finger that rests with a tool that has a menu for it.
 * Answers how to stop.
 */
export function attachContextMenu(host: HTMLElement, editor: Editor, open: (at: Vector) => void): () => void {
  const openAt = (at: MouseEvent, type: 'mouse' | 'touch') => {
    const { left, top } = host.getBoundingClientRect()
    if (!editor.readonly) selectAt(editor, at.clientX - left, at.clientY - top, type)
    open({ x: at.clientX, y: at.clientY })
  }
  const stopButton = attachRightButton(host, editor, (event) => {
    if (!editor.toolbox.busy) openAt(event, 'mouse')
  })
  const stopHold = watchHold(host, editor, (at) => {
    editor.toolbox.cancel()
    openAt(at, 'touch')
  })
  return () => {
    stopButton()
    stopHold()
  }
}

/**
 * Calls `held` when a single finger rests on the board and the tool that is on has a menu for that. To lift it is no tap then: a tap
 * would be one on the menu, or close it. Answers how to stop.
 */
function watchHold(host: HTMLElement, editor: Editor, held: (at: PointerEvent) => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let fingers = 0
  let from: PointerEvent | null = null
  let isHeld = false
  let stop: () => void = () => undefined
  const end = () => {
    stop()
    from = null
  }
  const down = (event: PointerEvent) => {
    if (event.pointerType !== 'touch' || isOnControl(event)) return
    end()
    fingers++
    if (fingers > 1 || !editor.toolbox.current.peek().menuOnHold) return
    from = event
    stop = onceHeard(editor, HOLD_MS, () => {
      isHeld = true
      held(event)
    })
  }
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (from && Math.hypot(clientX - from.clientX, clientY - from.clientY) > STILL) end()
  }
  const up = ({ pointerType }: PointerEvent) => {
    if (pointerType !== 'touch') return
    fingers = Math.max(0, fingers - 1)
    end()
  }
  const lift = (event: TouchEvent) => {
    if (isHeld) event.preventDefault()
    isHeld = false
  }
  host.addEventListener('touchend', lift, { signal, passive: false })
  host.addEventListener('touchcancel', lift, { signal })
  host.addEventListener('pointerdown', down, { signal })
  host.addEventListener('pointermove', move, { signal, passive: true })
  host.addEventListener('pointerup', up, { signal })
  host.addEventListener('pointercancel', up, { signal })
  return () => {
    end()
    listening.abort()
  }
}

function selectAt(editor: Editor, viewX: number, viewY: number, type: 'mouse' | 'touch'): void {
  const { camera, scene, selection, toolbox } = editor
  const { x, y } = toScene(camera.peek(), viewX, viewY)
  const reach = reachOf({ type }, camera.peek().zoom)
  const hit = scene.hitTest(x, y, reach)
  // What is locked is selected only here, to be unlocked.
  const id = hit ?? scene.hitTest(x, y, reach, 'locked')
  if (id !== undefined && selection.peek().has(id)) return pointAt(editor, id, { x, y })
  if (id !== undefined) toolbox.done()
  if (hit !== undefined) selectWhole(editor, hit)
  else selection.value = new Set(id === undefined ? [] : [id])
  if (id !== undefined) pointAt(editor, id, { x, y })
}

/** What the menu does to rows and columns, it does to those that were pointed at. */
function pointAt(editor: Editor, id: string, at: Vector): void {
  if (editor.selection.peek().size === 1) editor.part.value = partAt(editor, id, at) ?? null
}
