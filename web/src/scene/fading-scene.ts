import { effect, type ReadonlySignal } from '@preact/signals-core'
import { fadedIf } from './faded.ts'
import type { Scene, SceneChange } from './scene.ts'

/** A scene in which some elements are faded, each where it is in the order. Tiles are told by themselves: see `TileCache.fade`. */
export function createFadingScene(scene: Scene, fading: ReadonlySignal<ReadonlySet<string>>): Scene {
  let faded: ReadonlySet<string> = new Set()
  const listeners = new Set<(change: SceneChange) => void>()

  const stop = effect(() => {
    const before = faded
    faded = fading.value
    const changed = [...without(faded, before), ...without(before, faded)]
    const dirty = changed.flatMap((id) => scene.boundsOf(id) ?? [])
    if (dirty.length > 0) for (const listener of listeners) listener({ dirty, onTop: [], placed: [], gone: [] })
  })

  return {
    ...scene,
    displayOf: (id) => fadedIf(faded.has(id), scene.displayOf(id)),
    displayAt: (id, scale) => fadedIf(faded.has(id), scene.displayAt(id, scale)),
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

function* without(ids: ReadonlySet<string>, others: ReadonlySet<string>): Generator<string> {
  for (const id of ids) if (!others.has(id)) yield id
}
