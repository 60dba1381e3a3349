import { effect, signal, type Signal } from '@preact/signals'
import type { BoardDocument } from '#board/document/board-document.ts'
import type { Change } from '#board/document/change.ts'
import type { Span } from '#board/geometry/cut.ts'
import type { MeasureText } from '#board/render/fonts.ts'
import { SYSTEM_CLOCK, type Clock } from './clock.ts'
import { carrierOf } from '../scene/in-flight.ts'
import { createLiveScene } from '../scene/live-scene.ts'
import { createSelectionFrame } from '../scene/selection-frame.ts'
import { NO_IMAGES } from '../scene/images.ts'
import { createPaging, type Paging } from '../scene/paging.ts'
import { createScene, type Scene } from '../scene/scene.ts'
import type { Tool } from '../tools/tool.ts'
import { createToolbox } from '../tools/toolbox.ts'
import { inEnglish, type Translate } from '../words/words.ts'
import { createBulk } from './bulk.ts'
import { HOME, NO_INSETS, type Camera, type Insets } from './camera.ts'
import type { Editor, Viewport } from './editor.ts'
import { createFrames, type Frames } from './frames.ts'
import { framedDocument, withContents } from './framing.ts'
import { keepViews } from './keep-views.ts'
import { NO_MARKS } from './marks.ts'
import { DEFAULT_STYLE, type Style } from './style.ts'
import { guardLocked } from './locked.ts'
import { tiedDocument } from './tied-document.ts'
import { finishTyping, partMeant, partsOf } from './typing.ts'

export interface EditorOptions {
  readonly document: BoardDocument
  /** The pages and layers of the document, where somebody looks after them; `document` is then what that shows. */
  readonly paging?: Paging
  /** The document's scene, where there is one that outlives the editor. */
  readonly scene?: Scene
  readonly measure: MeasureText
  /** The first is what one returns to. */
  readonly tools: readonly Tool[]
  readonly readonly?: boolean
  readonly author?: () => string
  readonly t?: Translate
  readonly pickImages?: () => void
  readonly covered?: Insets
  /** Whether things fall into line, where that is remembered. */
  readonly snapping?: Signal<boolean>
  readonly frames?: Frames
  readonly clock?: Clock
}

/** An editor, with what only its owner does. */
export interface OwnedEditor extends Editor {
  /** The canvas has a new size. */
  resize(viewport: Viewport): void
  /** The canvas that draws the selection tells where its handles are; answers how to take that back. */
  attachHandles(handleAt: Editor['handleAt']): () => void
  dispose(): void
}

/** Builds an editor around a document. It works without a canvas, as tests use it. */
export function createEditor(options: EditorOptions): OwnedEditor {
  const { measure, tools, readonly = false, author = () => '', pickImages = () => {}, covered = NO_INSETS } = options
  const { t = inEnglish, snapping = signal(true), frames = createFrames(), clock = SYSTEM_CLOCK } = options
  const selection = signal<ReadonlySet<string>>(new Set())
  const looking = signal(false)
  const viewport = signal<Viewport>({ width: 0, height: 0 })
  const noHandles: Editor['handleAt'] = () => null
  let handleAt = noHandles

  const paging = options.paging ?? createPaging(options.document)
  const stored = paging.document
  const scene = options.scene ?? createScene(stored, measure, NO_IMAGES, paging.rankOf)
  const moving = () => withContents(scene, selection.value)
  const document = guardLocked(framedDocument(tiedDocument(stored, scene, moving), scene, measure, moving), (frame) =>
    selection.value.has(frame),
  )
  const live = createLiveScene(document, frames, clock)
  const history = document.history({
    read: () => selection.value,
    restore: (ids) => {
      selection.value = ids
    },
  })
  const bulk = createBulk(history, frames, clock)
  const isChanging = () => carrierOf(live, selection.peek()) !== undefined || bulk.busy.peek()
  const frame = createSelectionFrame(document, { scene, live, measure }, selection, isChanging)
  const editor: OwnedEditor = {
    document,
    paging,
    history,
    bulk,
    scene,
    live,
    camera: signal<Camera>(HOME),
    viewport,
    covered,
    selection,
    within: signal<readonly string[]>([]),
    lockHit: signal<string | null>(null),
    selectionFrame: frame.frame,
    style: signal<Style>(DEFAULT_STYLE),
    snapping,
    toolbox: createToolbox(tools, () => editor),
    measure,
    clock,
    frames,
    marks: signal(NO_MARKS),
    grip: signal(null),
    fading: signal<ReadonlySet<string>>(new Set()),
    cut: signal<ReadonlyMap<string, readonly Span[]>>(new Map()),
    editing: signal<string | null>(null),
    part: signal<string | null>(null),
    interrupted: signal<number | null>(null),
    handleAt: (viewX, viewY) => handleAt(viewX, viewY),
    looking,
    get readonly() {
      return readonly || looking.value
    },
    author,
    t,
    pickImages,
    resize(size) {
      viewport.value = size
    },
    attachHandles(attached) {
      handleAt = attached
      return () => {
        if (handleAt === attached) handleAt = noHandles
      }
    },
    dispose() {
      bulk.finish()
      stops.forEach((stop) => stop())
      frames.dispose()
      live.dispose()
      frame.dispose()
      if (!options.scene) scene.dispose()
      if (!options.paging) paging.dispose()
    },
  }
  const stops = [
    selection.subscribe(() => (editor.grip.value = null)),
    selection.subscribe(() => forgetPointed(editor)),
    effect(() => forgetLockHit(editor)),
    keepViews(editor),
    document.onChange((change) => forgetRemoved(editor, change)),
    document.onChange((change) => forgetPart(editor, change)),
  ]
  return editor
}

/** Shown until something else is done. */
function forgetLockHit({ lockHit, selection, toolbox, editing }: Editor): void {
  void [toolbox.current.value, editing.value]
  if (selection.value.size > 0 || editing.value !== null) lockHit.value = null
}

/** What is gone is neither selected nor typed into nor about to be erased any more. */
function forgetRemoved(editor: Editor, { removed, origin }: Change): void {
  for (const ids of [editor.selection, editor.fading]) {
    const left = without(ids.value, removed)
    if (left.size < ids.value.size) ids.value = left
  }
  if (editor.editing.value !== null && removed.has(editor.editing.value)) {
    if (origin === 'remote') editor.interrupted.value = editor.clock.now()
    finishTyping(editor)
  }
  if (editor.lockHit.value !== null && removed.has(editor.lockHit.value)) editor.lockHit.value = null
}

/** A part is meant as long as its element is typed into, or selected by itself. */
function forgetPointed(editor: Editor): void {
  const { selection, editing, part } = editor
  const [id] = selection.peek()
  if (part.peek() === null || editing.peek() !== null) return
  if (id === undefined || selection.peek().size > 1 || partMeant(editor, id) === undefined) part.value = null
}

/** Whoever types into a part that is gone types no more; what they typed stays, should it come back. */
function forgetPart(editor: Editor, { updated, origin }: Change): void {
  const { editing, part, interrupted, clock } = editor
  if (editing.value === null || part.value === null || !updated.has(editing.value)) return
  if (partsOf(editor, editing.value).includes(part.value)) return
  if (origin === 'remote') interrupted.value = clock.now()
  finishTyping(editor)
}

/** The same set where nothing is taken out. Walks `removed` first: it may be much shorter. */
function without(ids: ReadonlySet<string>, removed: ReadonlySet<string>): ReadonlySet<string> {
  const gone = [...removed].filter((id) => ids.has(id))
  if (gone.length === 0) return ids
  const left = new Set(ids)
  for (const id of gone) left.delete(id)
  return left
}
