import { effect } from '@preact/signals-core'
import { FIRST_SECTION } from '#board/document/sections.ts'
import { type Box, union } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { Presence } from '#board/presence.ts'
import type { Editor } from '../editor/editor.ts'
import { glide } from './glide.ts'
import { type Label, settleLabels } from './labels.ts'
import { boundsSeen, type Seen } from '../scene/in-flight.ts'
import type { LiveScene } from '../scene/live-scene.ts'
import type { PageReader } from '../scene/page-reader.ts'
import type { Peers } from './presence.ts'

/** The name beside a cursor fades when it hasn't moved for this long. */
const IDLE_MS = 4_000
/** A pointer rests when it hasn't moved for this long. */
const REST_MS = 1_000

/** One person's cursor on this screen. */
interface Cursor extends Label {
  readonly element: HTMLElement
  readonly name: Text
  /** What they say. */
  readonly words: HTMLElement
  /** Is it known how large the label is? */
  isMeasured: boolean
  readonly outline: HTMLElement
  /** Where it is drawn, scene units; null while it isn't. */
  at: Vector | null
  /** When it last was somewhere else. */
  movedAt: number
  target: Vector | null
  /** What was last taken over: presences are never changed, so the same one says nothing new. */
  said: Presence | null
}

/** What of an editor the overlay reads. */
export interface CursorBoard extends Seen {
  readonly camera: Editor['camera']
  readonly live: Pick<LiveScene, 'drags' | 'onChange'>
  readonly paging: Pick<PageReader, 'page'>
}

/**
 * Draws the others' cursors and selections into `host` as DOM elements moved by transforms.
 * A frame is asked for only while something moves: others' cursors, the camera, the scene, what is in flight.
 */
export function mountCursors(host: HTMLElement, board: CursorBoard, peers: Peers): { readonly dispose: () => void } {
  const layer = document.createElement('div')
  layer.className = 'drawbridge-cursors'
  layer.ariaHidden = 'true'
  host.append(layer)
  const cursors = new Map<number, Cursor>()
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  let frame = 0
  let last = 0

  // Hot path: once per frame while somebody's cursor moves.
  const draw = (now: number) => {
    frame = 0
    const elapsedMs = last === 0 ? 16 : now - last
    const camera = board.camera.peek()
    let moving = false
    for (const [client, cursor] of cursors) {
      const presence = peers.others.get(client)
      if (!presence) continue
      const { target } = cursor
      if (target && cursor.at && !still.matches) cursor.at = glide(cursor.at, target, elapsedMs, camera.zoom)
      else cursor.at = target
      if (cursor.at !== target) moving = true
      if (isElsewhere(presence, board)) cursor.at = null
      place(cursor, camera)
      outline(cursor, presence, board)
    }
    arrange(cursors, now)
    last = moving ? now : 0
    if (moving) ask()
  }
  const ask = () => {
    frame ||= requestAnimationFrame(draw)
  }

  const follow = () => {
    for (const [client, cursor] of cursors)
      if (!peers.others.has(client)) {
        cursor.element.remove()
        cursor.outline.remove()
        cursors.delete(client)
      }
    for (const [client, presence] of peers.others) {
      const cursor = cursors.get(client) ?? newCursor(layer)
      cursors.set(client, cursor)
      if (cursor.said !== presence) dress(cursor, presence)
    }
    ask()
  }

  const stops = [
    peers.onChange(follow),
    board.scene.onChange(ask),
    board.live.onChange(ask),
    effect(() => {
      void [board.camera.value, board.paging.page.value]
      ask()
    }),
  ]
  follow()
  const sweep = setInterval(() => {
    const idleSince = performance.now() - IDLE_MS
    for (const { element, movedAt } of cursors.values()) {
      const isIdle = movedAt < idleSince
      if (element.classList.contains('idle') === isIdle) continue
      element.classList.toggle('idle', isIdle)
      // Others have its room from now on.
      ask()
    }
  }, 1_000)
  return {
    dispose() {
      clearInterval(sweep)
      for (const stop of stops) stop()
      cancelAnimationFrame(frame)
      layer.remove()
    },
  }
}

const SVG = 'http://www.w3.org/2000/svg'
const ARROW = 'M1.5 1.5 6.200 16.800 9.300 10.100 16 7z'

function newCursor(layer: HTMLElement): Cursor {
  const element = document.createElement('div')
  element.className = 'cursor'
  const arrow = document.createElementNS(SVG, 'svg')
  arrow.setAttribute('viewBox', '0 0 18 18')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', ARROW)
  arrow.append(path)
  const tag = document.createElement('span')
  const name = document.createTextNode('')
  const words = document.createElement('em')
  tag.append(name, words)
  element.append(arrow, tag)
  const outline = document.createElement('div')
  outline.className = 'others-selection'
  outline.hidden = true
  layer.append(outline, element)
  // The label is measured when it is beside others.
  const label: Label = { x: 0, y: 0, width: 0, height: 0, rank: 0, shown: true }
  return { ...label, element, name, words, isMeasured: false, outline, at: null, movedAt: 0, target: null, said: null }
}

const isElsewhere = ({ page }: Presence, { paging }: CursorBoard): boolean =>
  (page ?? FIRST_SECTION) !== paging.page.peek()

/** Takes over what a presence says of the cursor: name, colour, target. */
function dress(cursor: Cursor, presence: Presence): void {
  const { user, cursor: target, saying = '' } = presence
  cursor.said = presence
  if (cursor.name.data !== user.name || cursor.words.textContent !== saying) {
    cursor.name.data = user.name
    cursor.words.textContent = saying
    cursor.isMeasured = false
  }
  const isVerified = user.verified === true
  if (cursor.element.classList.contains('verified') !== isVerified) {
    cursor.element.classList.toggle('verified', isVerified)
    cursor.isMeasured = false
  }
  cursor.element.style.setProperty('--person', user.color)
  cursor.outline.style.setProperty('--person', user.color)
  const moved = target?.x !== cursor.target?.x || target?.y !== cursor.target?.y
  cursor.target = target
  if (!moved) return
  cursor.movedAt = performance.now()
  cursor.element.classList.remove('idle')
}

function place(cursor: Cursor, camera: { x: number; y: number; zoom: number }): void {
  const { element, at } = cursor
  element.hidden = at === null
  if (!at) return
  cursor.x = (at.x - camera.x) * camera.zoom
  cursor.y = (at.y - camera.y) * camera.zoom
  element.style.transform = `translate(${cursor.x}px, ${cursor.y}px)`
}

/** Labels that would cover each other give way; one that has faded is in nobody's way. */
function arrange(cursors: ReadonlyMap<number, Cursor>, now: number): void {
  const seen = [...cursors.values()].filter(
    ({ at, words, element }) => at && (words.textContent || !element.classList.contains('idle')),
  )
  for (const cursor of seen) {
    const { words, movedAt } = cursor
    cursor.rank = words.textContent ? 2 : Number(now - movedAt < REST_MS)
    if (cursor.isMeasured || seen.length < 2) continue
    cursor.isMeasured = true
    cursor.width = words.parentElement!.offsetWidth
    cursor.height = words.parentElement!.offsetHeight
  }
  settleLabels(seen)
  for (const { element, shown } of seen) element.classList.toggle('mute', !shown)
}

function outline({ outline: element }: Cursor, { selection }: Presence, board: CursorBoard): void {
  const box = selection.length > 0 ? around(selection, board) : undefined
  element.hidden = box === undefined
  if (!box) return
  const { x, y, zoom } = board.camera.peek()
  element.style.transform = `translate(${(box.minX - x) * zoom}px, ${(box.minY - y) * zoom}px)`
  element.style.width = `${(box.maxX - box.minX) * zoom}px`
  element.style.height = `${(box.maxY - box.minY) * zoom}px`
}

function around(ids: readonly string[], board: CursorBoard): Box | undefined {
  let box: Box | undefined
  for (const id of ids) {
    const bounds = boundsSeen(board, id)
    if (bounds) box = box ? union(box, bounds) : bounds
  }
  return box
}
