import { effect } from '@preact/signals-core'
import type { Box } from '#board/geometry/box.ts'
import { comparePresented } from '#board/elements/frame.ts'
import { kindOf } from '#board/elements/index.ts'
import { LIMITS } from '#board/limits.ts'
import { type Camera, fitBox, type Insets, roomIn, sameCamera } from '../editor/camera.ts'
import { createGrowingFit, type GrowingFit } from '../editor/growing-fit.ts'
import { recallCamera } from '../start/remembered-view.ts'
import type { LocalMemory } from '../start/local-memory.ts'
import type { EmbedView } from './embed-options.ts'
import type { LightView } from './light-view.ts'

export interface PlaceOptions {
  readonly board: string
  readonly view: EmbedView
  readonly memory: LocalMemory
  /** What chrome covers of the host. */
  readonly covered: Insets
}

/** Whoever looks where an option says. */
export interface PlacedCamera {
  /** Until all is there, what comes will about fill this box. */
  readonly expect: (extent: Box) => void
  /** All of the board is there now. */
  readonly settle: () => void
  readonly stop: () => void
}

/** Looks where the option says, and goes on doing so while the board is loaded, grows, and the frame is resized: until somebody moves the view. */
export function placeCamera(light: LightView, options: PlaceOptions): PlacedCamera {
  const { scene, camera, viewport, frames } = light
  const growing = createGrowingFit(light, options.covered)
  let placed = camera.peek()
  const place = (before?: Camera) => {
    const { width, height } = viewport.peek()
    if (camera.peek() !== placed || width === 0 || height === 0) return
    const next = cameraFor(light, options, growing, before) ?? placed
    if (!sameCamera(next, placed)) camera.value = placed = next
  }
  const grow = () => place(placed)
  const stops = [
    scene.onChange(() => frames.request('input', grow)),
    effect(() => {
      void viewport.value
      place()
    }),
  ]
  return {
    expect(extent) {
      growing.expect(extent)
      grow()
    },
    settle() {
      growing.settle()
      grow()
    },
    stop() {
      frames.cancel(grow)
      stops.forEach((stop) => stop())
    },
  }
}

/** `before`: the camera that showed it until now, where the frame is as large as it was. */
function cameraFor(
  light: LightView,
  { board, view, memory, covered }: PlaceOptions,
  growing: GrowingFit,
  before: Camera | undefined,
): Camera | undefined {
  const viewport = light.viewport.peek()
  const all = () => growing.fit(viewport, before)
  if (view.show === 'place') {
    const { x, y, zoom } = view
    return { x: x - viewport.width / 2 / zoom, y: y - viewport.height / 2 / zoom, zoom }
  }
  if (view.show === 'last') return recallCamera(memory, board, viewport) ?? all()
  const framed = view.show === 'frame' ? frameBox(light, view.of) : undefined
  return framed ? fitBox(framed, viewport, roomIn(viewport, covered), LIMITS.maxZoom) : all()
}

/** By id or by name; without either the first in the order in which frames are presented, then by id. */
function frameBox({ scene, measure }: LightView, of: string | undefined): Box | undefined {
  const frames = [...scene.holders()].flatMap((id) => {
    const props = scene.get(id)?.props as { readonly name?: string; readonly order?: string } | undefined
    return props ? [{ id, name: props.name ?? '', order: props.order ?? '' }] : []
  })
  const sorted = frames.sort((a, b) => comparePresented(a, b) || (a.id < b.id ? -1 : 1))
  const found =
    of === undefined ? sorted[0] : (sorted.find(({ id }) => id === of) ?? sorted.find(({ name }) => name === of))
  const element = found && scene.get(found.id)
  return element && (kindOf(element.kind).frame?.(element.props, measure) ?? scene.boundsOf(element.id))
}
