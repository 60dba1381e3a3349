import type { ReadonlySignal } from '@preact/signals'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { Change } from '#board/document/change.ts'
import { kindOf } from '#board/elements/index.ts'
import { EMPTY_BOX, height, isEmpty, union, width, type Box } from '#board/geometry/box.ts'
import { decompose, multiply, rotate, translate } from '#board/geometry/matrix.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { SelectionFrame } from '../editor/editor.ts'
import { areTorn, boundsSeen, type Seen } from './in-flight.ts'
import type { Scene } from './scene.ts'

/**
 * The box around elements: turned with a single element, upright around several.
 * Undefined when none of the ids is in the scene.
 */
export function selectionFrame(
  scene: Scene,
  measure: MeasureText,
  ids: Iterable<string>,
  boundsOf: (id: string) => Box | undefined = (id) => scene.boundsOf(id),
): SelectionFrame | undefined {
  let box = EMPTY_BOX
  let resize: SelectionFrame['resize'] = 'free'
  let count = 0
  let only = ''
  for (const id of ids) {
    const bounds = boundsOf(id)
    if (!bounds) continue
    box = union(box, bounds)
    if (resize === 'free') resize = resizeOf(scene, id)
    count++
    only = id
  }
  if (count === 1) return turnedFrame(scene, measure, only)
  return isEmpty(box) ? undefined : frameOf(box, 0, resize)
}

/** So many are measured anew whenever anything changes; of more, only a change that concerns them counts. */
const FEW = 200

/**
 * The frame of what is selected, found out again only when the selection has changed or what is in it; while it is
 * being changed, by a drag that carries all of it or slice by slice, as it was before. Where somebody drags some of it away, it is
 * around where that is seen. Answers how to ask for it, and how to stop.
 */
export function createSelectionFrame(
  document: Pick<BoardDocument, 'onChange'>,
  seen: Seen,
  selection: ReadonlySignal<ReadonlySet<string>>,
  isChanging: () => boolean,
): { readonly frame: () => SelectionFrame | undefined; readonly dispose: () => void } {
  const { scene, live, measure } = seen
  let known: { readonly ids: ReadonlySet<string>; readonly frame: SelectionFrame | undefined } | null = null
  let isStale = false
  const forget = () => {
    isStale = true
  }
  const stops = [
    document.onChange((change) => {
      if (known && concerns(known.ids, change)) forget()
    }),
    // Text is measured again without a change of the document.
    scene.onChange(() => {
      if (known && known.ids.size <= FEW) forget()
    }),
  ]
  return {
    frame() {
      const ids = selection.peek()
      if (ids.size <= FEW && areTorn(live, ids))
        return selectionFrame(scene, measure, ids, (id) => boundsSeen(seen, id))
      const isKnown = known?.ids === ids && (!isStale || isChanging())
      if (known && isKnown) return known.frame
      isStale = false
      known = { ids, frame: selectionFrame(scene, measure, ids) }
      return known.frame
    },
    dispose: () => stops.forEach((stop) => stop()),
  }
}

/** Ids that have come count as well: a selection may name what is not there yet. */
function concerns(ids: ReadonlySet<string>, { added, updated, removed }: Change): boolean {
  for (const changed of [added, updated, removed]) for (const id of changed) if (ids.has(id)) return true
  return false
}

/** The element's bounds as they would be without its rotation, turned by that rotation. */
function turnedFrame(scene: Scene, measure: MeasureText, id: string): SelectionFrame | undefined {
  const element = scene.get(id)
  if (!element) return undefined
  const kind = kindOf(element.kind)
  const { angle } = decompose(element.props.matrix)
  const upright = multiply(rotate(-angle), element.props.matrix)
  return frameOf(kind.frame({ ...element.props, matrix: upright }, measure), angle, kind.widens ? 'width' : kind.resize)
}

function frameOf(box: Box, angle: number, resize: SelectionFrame['resize']): SelectionFrame {
  const matrix = multiply(rotate(angle), translate(box.minX, box.minY))
  return { width: width(box), height: height(box), matrix, resize }
}

function resizeOf(scene: Scene, id: string): SelectionFrame['resize'] {
  const kind = scene.kindOf(id)
  return kind === undefined ? 'free' : kindOf(kind).resize
}
