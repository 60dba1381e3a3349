import { comparePresented } from '#board/elements/frame.ts'
import type { Scene } from '../scene/scene.ts'

export interface FrameEntry {
  readonly id: string
  readonly name: string
  readonly order: string
}

/** Frames in the order in which they are presented. */
export function framesInOrder({ scene }: { readonly scene: Scene }): readonly FrameEntry[] {
  const frames = scene.inOrder([...scene.holders()]).flatMap((id) => {
    const props = scene.get(id)?.props as { readonly name?: string; readonly order?: string } | undefined
    return props ? [{ id, name: props.name ?? '', order: props.order ?? '' }] : []
  })
  return frames.toSorted(comparePresented)
}
