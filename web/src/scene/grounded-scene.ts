import type { Scene, SceneChange } from './scene.ts'

/** A scene that tells of no change that concerns nothing but lifted elements: they are not in the tiles, before or after. */
export function groundedScene(scene: Scene, lifted: () => ReadonlySet<string>): Scene {
  return {
    ...scene,
    get bounds() {
      return scene.bounds
    },
    onChange: (listener) =>
      scene.onChange((change) => {
        if (!isAmong(change, lifted())) listener(change)
      }),
  }
}

function isAmong({ ids }: SceneChange, lifted: ReadonlySet<string>): boolean {
  if (ids.size > lifted.size) return false
  for (const id of ids) if (!lifted.has(id)) return false
  return true
}
