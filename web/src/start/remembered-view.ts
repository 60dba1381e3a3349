import { LIMITS } from '#board/limits.ts'
import { clampZoom, toScene, type Camera } from '../editor/camera.ts'
import type { Viewport } from '../editor/editor.ts'
import type { LocalMemory } from './local-memory.ts'

/** Where somebody looked: the scene point in the middle of the window, which may have another size the next time. */
interface RememberedView {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly zoom: number
}

const KEY = 'views'
const KEPT = 60

const isCoordinate = (raw: unknown) => typeof raw === 'number' && Math.abs(raw) <= LIMITS.coordinate

const isView = (raw: unknown): raw is RememberedView => {
  if (typeof raw !== 'object' || raw === null) return false
  const { id, x, y, zoom } = raw as Partial<Record<keyof RememberedView, unknown>>
  return typeof id === 'string' && isCoordinate(x) && isCoordinate(y) && typeof zoom === 'number' && zoom > 0
}

function rememberedViews(memory: LocalMemory): RememberedView[] {
  const raw = memory.recall(KEY)
  return Array.isArray(raw) ? raw.filter(isView) : []
}

/** The camera that shows again what this browser showed last of a board; undefined on a first visit. */
export function recallCamera(memory: LocalMemory, id: string, { width, height }: Viewport): Camera | undefined {
  const view = rememberedViews(memory).find((view) => view.id === id)
  if (!view) return undefined
  const zoom = clampZoom(view.zoom)
  return { x: view.x - width / 2 / zoom, y: view.y - height / 2 / zoom, zoom }
}

export function rememberCamera(memory: LocalMemory, id: string, camera: Camera, { width, height }: Viewport): void {
  const others = rememberedViews(memory).filter((view) => view.id !== id)
  const view = { id, ...toScene(camera, width / 2, height / 2), zoom: camera.zoom }
  memory.remember(KEY, [view, ...others].slice(0, KEPT))
}
