import { effect } from '@preact/signals-core'
import type { PageReader } from '../scene/page-reader.ts'
import { type Camera, fitBox, HOME, roomIn } from './camera.ts'
import type { Editor } from './editor.ts'

/** A board whose pages are looked at one at a time. */
type Turnable = Pick<Editor, 'camera' | 'viewport' | 'covered' | 'scene'> & {
  readonly paging: Pick<PageReader, 'page'>
}

/** Each page is looked at where it was left, or all of it when it is seen first. Answers how to stop. */
export function keepViews({ paging, camera, viewport, covered, scene }: Turnable): () => void {
  const left = new Map<string, Camera>()
  let page = paging.page.peek()
  return effect(() => {
    if (paging.page.value === page) return
    left.set(page, camera.peek())
    page = paging.page.value
    const all = scene.bounds ? fitBox(scene.bounds, viewport.peek(), roomIn(viewport.peek(), covered)) : HOME
    camera.value = left.get(page) ?? all
  })
}
