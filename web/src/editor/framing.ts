import type { BoardDocument } from '#board/document/board-document.ts'
import type { NewElement } from '#board/document/element.ts'
import { keysAbove, keysBetween } from '#board/document/order.ts'
import { kindOf } from '#board/elements/index.ts'
import { readProps, wordsOfNew } from '#board/elements/read.ts'
import { isHolder } from '#board/elements/window.ts'
import type { ElementKind, Placed } from '#board/elements/element-kind.ts'
import { centre, contains, EMPTY_BOX } from '#board/geometry/box.ts'
import type { Matrix } from '#board/geometry/matrix.ts'
import { insidePolygon } from '#board/geometry/segment.ts'
import type { Vector } from '#board/geometry/vector.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import type { Scene } from '../scene/scene.ts'
import type { Editor } from './editor.ts'
import { type FrameEntry, framesInOrder } from './frame-list.ts'

/** Elements, and after them what is in the frames among them: all that goes where they go. The same set where that is nothing. */
export function withContents(scene: Scene, ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set<string>(ids)
  for (const holder of scene.holders()) if (ids.has(holder)) for (const id of scene.membersOf(holder)) all.add(id)
  return all.size === ids.size ? ids : all
}

/** The topmost frame around a point. */
function frameAt(scene: Scene, { x, y }: Vector): string | undefined {
  const around = Array.from(scene.holders()).filter((id) => {
    const holder = scene.get(id)
    const kind: ElementKind | undefined = holder && kindOf(holder.kind)
    const polygon = holder && kind?.holds?.(holder.props)
    return polygon !== undefined && insidePolygon(polygon, x, y)
  })
  return scene.inOrder(around).at(-1)
}

/**
 * The document as tools and commands write it: what is put into a frame by its middle is in it, and what is moved out of it is
 * not. `moving` are the elements that are on the move together, were they written part by part.
 */
export function framedDocument(
  document: BoardDocument,
  scene: Scene,
  measure: MeasureText,
  moving: () => ReadonlySet<string>,
): BoardDocument {
  const hasFrames = () => !scene.holders()[Symbol.iterator]().next().done

  const placed = (element: NewElement): NewElement => {
    if ('frame' in element || isHolder(element.kind)) return element
    const props = readProps({ ...element, id: element.id ?? '' }, undefined, wordsOfNew(element))
    const frame = frameAt(scene, centre(kindOf(element.kind).bounds(props, measure)))
    return frame === undefined ? element : { ...element, frame }
  }

  /** Writes in what frame an element is after it was moved. */
  function settle(id: string, by: Matrix, together: ReadonlySet<string>): void {
    const element = scene.get(id)
    const holder = scene.holderOf(id)
    if (!element || isHolder(element.kind) || (holder !== undefined && together.has(holder))) return
    const kind = kindOf(element.kind)
    const props: Placed = { ...element.props, matrix: kind.transform(element.props, by) }
    const frame = frameAt(scene, centre(kind.bounds(props, measure)))
    if (frame === holder) return
    document.edit([id], 'frame', frame ?? null)
    // It would be behind what it was put on.
    if (frame !== undefined && scene.compare(id, frame) < 0)
      document.edit([id], 'z', keysBetween(document.get(frame)?.z, undefined, 1)[0])
  }

  return Object.assign(Object.create(document) as BoardDocument, {
    add: (elements) => document.add(hasFrames() ? elements.map(placed) : elements),
    transform(ids, by) {
      if (!hasFrames()) return document.transform(ids, by)
      const moved = new Set(ids)
      const together = new Set([...moved, ...moving()])
      document.batch(() => {
        document.transform(moved, by)
        for (const id of moved) settle(id, typeof by === 'function' ? by(id) : by, together)
      })
    },
  } satisfies Partial<BoardDocument>)
}

/** The frame that is selected, if that is all. */
export function selectedFrame(editor: Editor): FrameEntry | undefined {
  const [id, other] = editor.selection.value
  return other === undefined ? framesInOrder(editor).find((frame) => frame.id === id) : undefined
}

/** The name and place of a frame that comes after all others. */
export function nextFrame(editor: Editor): { readonly name: string; readonly order: string } {
  const frames = framesInOrder(editor)
  const top = frames.findLast(({ order }) => order !== '')?.order
  return { name: editor.t('Frame {place}', { place: frames.length + 1 }), order: keysAbove(top, 1)[0] ?? '' }
}

/** Adds a frame under what is wholly inside it and in no other, which is in it from now on; one step. */
export function addFrame(editor: Editor, frame: NewElement & { readonly id: string }): void {
  const { scene, document, history, measure } = editor
  const props = readProps(frame, undefined, wordsOfNew({}))
  const box = kindOf(frame.kind).bounds(props, measure)
  const inside = scene.query(box).filter((id) => {
    const kind = scene.kindOf(id)
    const isFree = kind !== undefined && !isHolder(kind) && scene.holderOf(id) === undefined
    return isFree && contains(box, scene.boundsOf(id) ?? EMPTY_BOX)
  })
  const [lowest] = scene.inOrder(inside)
  const z = lowest === undefined ? undefined : keysBetween(belowOf(scene, lowest), scene.get(lowest)?.z, 1)[0]
  history.begin()
  document.add([z === undefined ? frame : { ...frame, z }])
  document.edit(inside, 'frame', frame.id)
  history.end()
}

/** The order key of what comes right below an element, where both lie. */
function belowOf(scene: Scene, id: string): string | undefined {
  const near = scene.inOrder(scene.query(scene.boundsOf(id) ?? EMPTY_BOX))
  const below = near[near.indexOf(id) - 1]
  return below === undefined ? undefined : scene.get(below)?.z
}
