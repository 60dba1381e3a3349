import type { Theme } from '#board/render/theme.ts'
import { paintPart, type PaintSource, type TileOrder } from './paint-part.ts'
import type { Scene } from './scene.ts'
import { NOTHING_ASIDE, type CreatePainter } from './tile-painter.ts'
import { fadedIf } from './faded.ts'
import { meetsPart, samePart } from './tile-grid.ts'

/** Paints on this thread, from the scene itself, in what time it is given. */
export const localPainter =
  (scene: Scene): CreatePainter =>
  ({ deliver }) => {
    let aside = NOTHING_ASIDE
    let version = 0
    let queue: readonly TileOrder[] = []
    let theme: Theme = 'light'
    let job: {
      readonly order: TileOrder
      readonly version: number
      readonly steps: ReturnType<typeof paintPart>
    } | null = null
    const source: PaintSource<string> = {
      find: (box) => scene.inOrder(scene.query(box).filter((id) => !aside.lifted.has(id))),
      itemsOf: (id, scale) => fadedIf(aside.faded.has(id), scene.displayAt(id, scale)),
    }

    /** Takes one step; answers whether there is more to do. */
    function step(): boolean {
      const [next] = queue
      if (!job && !next) return false
      if (!job && next)
        job = { order: next, version, steps: paintPart(next, source, theme, scene.images.at(next.scale)) }
      const done = job?.steps.next()
      if (!job || !done?.done) return true
      const { order, version: shown } = job
      job = null
      queue = queue.filter((other) => other !== order)
      deliver({ order, theme, version: shown, picture: done.value })
      return queue.length > 0
    }

    return {
      follow({ dirty, onTop }, next) {
        version = next
        const boxes = [...dirty, ...onTop.flatMap((id) => scene.boundsOf(id) ?? [])]
        // What has been painted of it is of before and after: begun anew.
        if (job && boxes.some((box) => job && meetsPart(box, job.order))) job = null
      },
      set(next, at) {
        aside = next
        version = at
        job = null
      },
      order(wanted, look) {
        // It doesn't know what came when, and paints all of it.
        const orders = wanted.map(({ scale, place, pixels }) => ({ scale, place, pixels }))
        if (look !== theme) job = null
        theme = look
        const current = job && orders.find((order) => job && samePart(order, job.order))
        if (job && !current) job = null
        queue = current ? [current, ...orders.filter((order) => order !== current)] : orders
        if (job && current) job = { ...job, order: current }
      },
      work(isLate) {
        let hasMore = true
        while (hasMore && !isLate()) hasMore = step()
        return hasMore
      },
      dispose() {
        queue = []
        job = null
      },
    }
  }
