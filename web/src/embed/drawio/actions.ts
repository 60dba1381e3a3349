import type { BoardReader } from '#board/document/board-reader.ts'
import { renew } from '#board/document/renew.ts'
import { LIMITS } from '#board/limits.ts'
import { fitBox, NO_INSETS } from '../../editor/camera.ts'
import { runCommand } from '../../editor/command.ts'
import { COMMANDS } from '../../editor/commands.ts'
import type { BoardApp } from '../../ui/board-app.ts'
import { addElements, readFile } from '../api/elements.ts'
import { listOf, number, record, shape, text } from '../api/schema.ts'
import { type Conversation, lookAtAll } from './conversation.ts'
import { type Message, numberIn, ownFile, reasonOf } from './messages.ts'
import { layOutAs } from './lay-out-as.ts'

/** Something that a host asks for when a board is open. */
interface Action {
  /** What it does, for the documentation. */
  readonly about: string
  /** Answers what goes back, if anything does. @throws what a host is told */
  run(conversation: Conversation, message: Message): Message | void | Promise<Message | void>
}

const file = text(LIMITS.embedFileLength)
const box = shape({
  x: number(-LIMITS.coordinate, LIMITS.coordinate),
  y: number(-LIMITS.coordinate, LIMITS.coordinate),
  width: number(1, LIMITS.coordinate),
  height: number(1, LIMITS.coordinate),
})

/** draw.io's names of what its menus do, and our commands. Whatever isn't here may be one of ours by its own name. */
const COMMAND_OF: ReadonlyMap<string, string> = new Map([
  ['selectAll', 'select-all'],
  ['selectVertices', 'select-all'],
  ['selectNone', 'escape'],
  ['zoomIn', 'zoom-in'],
  ['zoomOut', 'zoom-out'],
  ['resetView', 'zoom-100'],
  ['actualSize', 'zoom-100'],
  ['fitWindow', 'zoom-fit'],
  ['fitPage', 'zoom-fit'],
  ['toFront', 'bring-to-front'],
  ['toBack', 'send-to-back'],
  ['bringForward', 'bring-forward'],
  ['sendBackward', 'send-backward'],
  ['editLink', 'link'],
  ['find', 'find'],
])

/** What a host may ask for once a board is open: the one list. `load` and `configure` come before it, in `talk.ts`. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  merge: {
    about: 'Adds what the file `xml` holds. Answered by `merge` with `error`, or null.',
    run({ app }, message) {
      try {
        const elements = ownFile(file.read(message['xml'], 'xml'))
        addElements(app.document, freed(app, elements))
        return { event: 'merge', error: null, message }
      } catch (error) {
        return { event: 'merge', error: reasonOf(error), message }
      }
    },
  },
  export: {
    about:
      'Answered by `export` with `data`, a data URL: `png` and `svg`; `xmlpng` and `xmlsvg` carry the board with them; `pdf`; `xml`, `json` the file itself; `html`, `html2` a page with the picture. Of the board, or of the file `xml`; of its first page, of `pageId` or of `currentPage`; with `scale`, `width`, `border`, `transparent`, `background`, `theme`. `spin` says what is waited for meanwhile.',
    run: async (conversation, message) => (await import('./exported.ts')).exported(conversation, message),
  },
  fit: {
    about: 'Shows all of the board; `border`: CSS pixels around it, `maxScale`: no closer than this.',
    run({ board }, message) {
      const border = numberIn(message, 'border', 0, 10_000)
      lookAtAll(board, border, numberIn(message, 'maxScale', LIMITS.minZoom, LIMITS.maxZoom))
    },
  },
  viewport: {
    about: 'Shows the part `viewport` of the scene: `{ x, y, width, height }`.',
    run({ board }, message) {
      const { x, y, width, height } = box.read(message['viewport'], 'viewport')
      const wanted = { minX: x, minY: y, maxX: x + width, maxY: y + height }
      board.camera.value = fitBox(wanted, board.viewport.peek(), NO_INSETS, LIMITS.maxZoom)
    },
  },
  invokeAction: {
    about:
      'Does what one of our commands does, or one of draw.io’s that has its like here: `undo`, `redo`, `delete`, `selectAll`, `zoomIn`, `fitWindow`, …',
    run({ app }, message) {
      const name = text(64).read(message['actionName'], 'actionName')
      const id = COMMAND_OF.get(name) ?? name
      const command = [...COMMANDS, ...app.commands].find((each) => each.id === id)
      if (!command) throw new Error(`there is no action ${name}`)
      runCommand(command, app.editor)
    },
  },
  layout: {
    about:
      'Moves what is connected, as the first of `layouts` says: `mxHierarchicalLayout` and the trees in layers (`orientation` or `horizontal`), `mxCircleLayout` in a circle. All of the page, or what is selected.',
    run({ app: { editor } }, message) {
      const [first] = listOf(record, 100).read(message['layouts'], 'layouts')
      layOutAs(editor, first ?? {})
    },
  },
  textContent: {
    about: 'Answered by `textContent` with all words of the board as `data`.',
    run: ({ app: { document } }, message) => ({ event: 'textContent', data: wordsOn(document), message }),
  },
}

/** Elements of a file, with ids of their own where they are taken. */
function freed({ document }: BoardApp, given: string) {
  const { elements } = readFile(given)
  const isTaken = elements.some(({ id }) => id !== undefined && document.has(id))
  return (isTaken ? renew(elements) : elements).map(onTop)
}

/** Without its place in the order of the file that it comes from. */
const onTop = (element: object) => Object.fromEntries(Object.entries(element).filter(([name]) => name !== 'z'))

/** Of all its pages, one element a line. */
function wordsOn(document: BoardReader): string {
  const words = [...document.elements()].map(({ props }) => ('text' in props ? String(props.text) : ''))
  return words.filter((each) => each.trim() !== '').join('\n')
}
