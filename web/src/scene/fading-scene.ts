import { effect, type ReadonlySignal } from '@preact/signals'
import type { DisplayItem } from '#board/render/display-item.ts'
import type { Scene, SceneChange } from './scene.ts'

/** How much of an element is left to see when it is about to go. */
const FADED = 0.25

/** A scene in which some elements are faded, each where it is in the order. */
export function createFadingScene(scene: Scene, fading: ReadonlySignal<ReadonlySet<string>>): Scene {
  let faded: ReadonlySet<string> = new Set()
  const listeners = new Set<(change: SceneChange) => void>()

  const stop = effect(() => {
    const before = faded
    faded = fading.value
    const changed = [...without(faded, before), ...without(before, faded)]
    const dirty = changed.flatMap((id) => scene.boundsOf(id) ?? [])
    if (dirty.length > 0) for (const listener of listeners) listener({ ids: new Set(changed), dirty, onTop: [] })
  })

  return {
    ...scene,
    displayOf: (id) => (faded.has(id) ? scene.displayOf(id).map(fade) : scene.displayOf(id)),
    get bounds() {
      return scene.bounds
    },
    onChange(listener) {
      listeners.add(listener)
      const stopFollowing = scene.onChange(listener)
      return () => {
        listeners.delete(listener)
        stopFollowing()
      }
    },
    dispose() {
      stop()
      listeners.clear()
    },
  }
}

const fade = (item: DisplayItem): DisplayItem => ({ ...item, opacity: item.opacity * FADED })

function* without(ids: ReadonlySet<string>, others: ReadonlySet<string>): Generator<string> {
  for (const id of ids) if (!others.has(id)) yield id
}
