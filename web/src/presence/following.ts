import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals-core'
import { FIRST_SECTION } from '#board/document/sections.ts'
import type { Box } from '#board/geometry/box.ts'
import { fitBox, NO_INSETS, visibleBox } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { PageReader } from '../scene/page-reader.ts'
import type { Peers } from './presence.ts'

/** Looking at what somebody else looks at, until they leave or one moves the view oneself. */
export interface Following {
  /** Whom, by awareness client id. */
  readonly whom: Signal<number | null>
  /** What others are told that I look at: whoever I follow. So two who follow each other stand still instead of zooming out for ever. */
  readonly view: ReadonlySignal<Box>
  dispose(): void
}

/** Who follows somebody goes to their page, too. */
type Followable = Pick<Editor, 'camera' | 'viewport'> & { readonly paging: Pick<PageReader, 'page' | 'show'> }

export function createFollowing({ camera, viewport, paging }: Followable, peers: Peers): Following {
  const whom = signal<number | null>(null)
  const theirs = signal<Box | null>(null)
  /** Where I look because they do. */
  let led = camera.peek()

  const look = () => {
    const client = whom.peek()
    const presence = client === null ? undefined : peers.others.get(client)
    const page = presence?.page ?? FIRST_SECTION
    if (presence && page !== paging.page.peek()) {
      // The view that another page begins with is not one that I chose.
      theirs.value = null
      paging.show(page)
    }
    theirs.value = presence?.view ?? null
    if (client !== null && !presence) whom.value = null
    if (presence?.view) camera.value = led = fitBox(presence.view, viewport.peek(), NO_INSETS, Infinity)
  }
  const stops = [
    peers.onChange(() => {
      if (whom.peek() !== null) look()
    }),
    effect(() => {
      void [whom.value, viewport.value]
      look()
    }),
    effect(() => {
      if (camera.value !== led && theirs.peek()) whom.value = null
    }),
  ]
  return {
    whom,
    view: computed(() => theirs.value ?? visibleBox(camera.value, viewport.value)),
    dispose: () => stops.forEach((stop) => stop()),
  }
}
