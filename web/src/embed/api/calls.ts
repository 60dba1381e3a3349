import { type Camera, fitBox, NO_INSETS, roomIn } from '../../editor/camera.ts'
import { pageMeant } from '../../scene/page-reader.ts'
import type { EmbeddedBoard, EmbedFrame } from '../embed-frame.ts'
import { EMBED_OPTIONS } from '../embed-options.ts'
import { FIRST_SECTION } from '#board/document/sections.ts'
import { EMPTY_BOX, isEmpty, union } from '#board/geometry/box.ts'
import { LIMITS } from '#board/limits.ts'
import { type Call, Refused } from './call.ts'
import { addElements, changeElements, elementsOf, loadFile } from './elements.ts'
import type { BoardElement, BoardViewport, CallName, Calls, ElementChange, SnapshotOptions } from './embed-api.ts'
import { elementId, listOf, maybe, nothing, number, oneOf, orNull, record, type Schema, shape, text } from './schema.ts'
import { pagesOf } from './pages.ts'
import { fileOf, snapshotOf } from './snapshots.ts'

const ids = listOf(elementId, LIMITS.embedListLength)
const coordinate = number(-LIMITS.coordinate, LIMITS.coordinate)
const viewport: Schema<BoardViewport> = shape({
  x: coordinate,
  y: coordinate,
  zoom: number(LIMITS.minZoom, LIMITS.maxZoom),
})
const snapshot: Schema<SnapshotOptions> = shape<SnapshotOptions>({
  format: maybe(oneOf('png', 'svg', 'pdf')),
  theme: maybe(oneOf('light', 'dark')),
  frame: maybe(elementId),
  page: maybe(elementId),
})
const elements = { ...listOf(record, LIMITS.embedListLength), says: 'BoardElement[]' } as Schema<
  readonly BoardElement[]
>
const changes = { ...elements, says: 'ElementChange[]' } as Schema<readonly ElementChange[]>
const file = text(LIMITS.embedFileLength, 'file')

/** What a page may ask of the board in its frame: the one list, from which checks, the client's methods and the documentation come. */
export const CALLS: { readonly [Name in CallName]: Call<Calls[Name]['takes'], Calls[Name]['answers']> } = {
  save: {
    about: 'The board as a file: JSON text that `load` takes.',
    role: 'view',
    takes: nothing,
    answers: 'file',
    run: fileOf,
  },
  load: {
    about: 'Makes the board that of a file, for everybody who is on it, as one step that can be undone.',
    role: 'edit',
    takes: file,
    run: ({ document, editor }, text, { pictures }) => {
      loadFile(document, editor.history, text)
      pictures?.takeFrom(text)
    },
  },
  snapshot: {
    about:
      'A picture of the page that is shown, of another, or of one of the board’s frames. A PDF is drawn by the server, and shows what is saved.',
    role: 'view',
    takes: maybe(snapshot) as Schema<SnapshotOptions | void>,
    answers: 'Blob',
    run: (board, options, frame) => snapshotOf(board, options ?? {}, frame.options.peek().theme),
  },
  setTheme: {
    about: 'Light, dark, or as the system has it.',
    role: 'view',
    takes: oneOf('auto', 'light', 'dark'),
    run: (_, theme, frame) => setOption(frame, { theme }),
  },
  setLanguage: {
    about: 'The language of everything that the frame says, as `lang` in its address.',
    role: 'view',
    takes: text(35),
    run: (_, tag, frame) => setOption(frame, { lang: languageOf(tag) }),
  },
  setTool: {
    about: 'What the next press does: `select`, `hand`, `pen`, `eraser`, … as the toolbar has them.',
    role: 'edit',
    takes: text(32),
    run: ({ editor: { toolbox } }, id) => {
      if (!toolbox.tools.some((tool) => tool.id === id))
        throw new Refused(
          'bad-value',
          `there is no such tool; there are ${toolbox.tools.map((tool) => tool.id).join(', ')}`,
        )
      toolbox.choose(id)
    },
  },
  getViewport: {
    about: 'Where one looks, and how large the frame is, CSS pixels.',
    role: 'view',
    takes: nothing,
    answers: '{ x, y, zoom, width, height }',
    run: ({ camera, viewport: size }) => ({ ...camera.peek(), ...size.peek() }),
  },
  setViewport: {
    about: 'Looks somewhere else. `x`, `y`: the scene point at the upper left corner.',
    role: 'view',
    takes: viewport,
    run: look,
  },
  zoomToFit: {
    about: 'Shows all of the board, or of the elements named.',
    role: 'view',
    takes: maybe(ids) as Schema<readonly string[] | void>,
    run: zoomToFit,
  },
  getPages: {
    about: 'The pages of the board, in order, and which one is shown.',
    role: 'view',
    takes: nothing,
    answers: '{ shown: id, pages: { id, name }[] }',
    run: pagesOf,
  },
  showPage: {
    about: 'Shows another page: by its id, its name or its number, the first being 1.',
    role: 'view',
    takes: text(LIMITS.sectionNameLength),
    run: showPage,
  },
  getSelection: {
    about: 'Ids of what is selected.',
    role: 'view',
    takes: nothing,
    answers: 'id[]',
    run: ({ app }) => [...(app?.editor.selection.peek() ?? [])],
  },
  select: {
    about: 'Selects these elements and no others; those that are not there are left out.',
    role: 'edit',
    takes: ids,
    run: ({ editor, document }, wanted) => {
      editor.selection.value = new Set(wanted.filter((id) => document.has(id)))
    },
  },
  getElements: {
    about: 'The elements named, or all, bottom to top, as a file holds them; of all pages.',
    role: 'view',
    takes: maybe(ids) as Schema<readonly string[] | void>,
    answers: 'BoardElement[]',
    run: (board, wanted) => elementsOf(board, wanted ?? undefined),
  },
  addElements: {
    about:
      'Adds elements on top, as one step; all of them, or none when one is not valid. Those that say no `page` come onto the one that is shown. Answers their ids.',
    role: 'edit',
    takes: elements,
    answers: 'id[]',
    run: ({ document, editor }, added) => addElements(document, onPage(added, editor.paging.page.peek())),
  },
  changeElements: {
    about: 'Gives fields of elements other values, as one step. `text` replaces all of an element’s words.',
    role: 'edit',
    takes: changes,
    run: ({ document }, changed) => changeElements(document, changed),
  },
  deleteElements: {
    about: 'Takes elements off the board, as one step.',
    role: 'edit',
    takes: ids,
    run: ({ document }, gone) => document.remove(gone),
  },
  undo: {
    about: 'Takes back the last step of whoever sits here. Answers whether there was one.',
    role: 'edit',
    takes: nothing,
    answers: 'boolean',
    run: ({ editor: { history, bulk } }) => stepped(history.canUndo, () => bulk.undo()),
  },
  redo: {
    about: 'Does again what was taken back. Answers whether there was anything.',
    role: 'edit',
    takes: nothing,
    answers: 'boolean',
    run: ({ editor: { history, bulk } }) => stepped(history.canRedo, () => bulk.redo()),
  },
  getPeople: {
    about: 'The others who are on the board.',
    role: 'view',
    takes: nothing,
    answers: '{ id, name, color }[]',
    run: ({ people }) => people.peek().map(({ client: id, name, color }) => ({ id, name, color })),
  },
  follow: {
    about: 'Looks where the person of that name looks, until the board is moved; `null`: no longer.',
    role: 'view',
    takes: orNull(text(LIMITS.nameLength)),
    run: (_, name, frame) => setOption(frame, { follow: name ?? undefined }),
  },
}

function setOption(frame: EmbedFrame, change: Partial<EmbedFrame['options']['value']>): void {
  frame.options.value = { ...frame.options.peek(), ...change }
}

function languageOf(tag: string) {
  const language = EMBED_OPTIONS.lang.read(tag)
  if (language === undefined) throw new Refused('bad-value', `the frame speaks ${EMBED_OPTIONS.lang.values}`)
  return language
}

function showPage({ paging }: EmbeddedBoard, said: string, frame: EmbedFrame): void {
  const page = pageMeant(paging.pages.peek(), said)
  if (!page) throw new Refused('bad-value', 'there is no such page')
  setOption(frame, { follow: undefined })
  paging.show(page.id)
}

/** Elements without a place, on the page that is shown. */
const onPage = (elements: readonly BoardElement[], page: string): readonly BoardElement[] =>
  page === FIRST_SECTION ? elements : elements.map((element) => ({ page, ...element }))

function look({ camera }: EmbeddedBoard, to: Camera, frame: EmbedFrame): void {
  setOption(frame, { follow: undefined })
  camera.value = to
}

/** The part of the scene that elements take, or all of it. */
function zoomToFit(board: EmbeddedBoard, wanted: readonly string[] | void, frame: EmbedFrame): void {
  const { scene, viewport: size, app } = board
  const box = wanted
    ? wanted.reduce((all, id) => union(all, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)
    : (scene.bounds ?? EMPTY_BOX)
  const room = roomIn(size.peek(), app?.editor.covered ?? NO_INSETS)
  if (!isEmpty(box)) look(board, fitBox(box, size.peek(), room), frame)
}

function stepped(can: boolean, step: () => void): boolean {
  if (can) step()
  return can
}
