import { Doc } from 'yjs'
import { elementsOfPage } from '#board/document/page-elements.ts'
import { createBoardDocument } from '#board/document/board-document.ts'
import { fillBoard } from '#board/document/board-file.ts'
import { carriedByPng, carriedBySvg } from '#board/formats/carried.ts'
import { renew } from '#board/document/renew.ts'
import { LIMITS } from '#board/limits.ts'
import { fitBox, NO_INSETS, roomIn } from '../../editor/camera.ts'
import { runCommand } from '../../editor/command.ts'
import { COMMANDS } from '../../editor/commands.ts'
import type { BoardApp } from '../../ui/board-app.ts'
import { addElements, readFile } from '../api/elements.ts'
import { maybe, number, type Schema, shape, text } from '../api/schema.ts'
import { fileOf } from '../api/snapshots.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import { dataUrlOf, fileIn } from './carriers.ts'

/** A message as draw.io's hosts send and get them. */
export type Message = Readonly<Record<string, unknown>>

/** What an action is done with. */
export interface Conversation {
  readonly board: EmbeddedBoard
  readonly app: BoardApp
  /** Shows what the page says about the board; `undefined`: as it is. */
  readonly tell: (says: { status?: string; busy?: string | null; modified?: boolean }) => void
}

/** Something that a host asks for when a board is open. */
interface Action {
  /** What it does, for the documentation. */
  readonly about: string
  /** Answers what goes back, if anything does. @throws what a host is told */
  run(conversation: Conversation, message: Message): Message | void | Promise<Message | void>
}

const file = text(LIMITS.embedFileLength)
const sentence = text(LIMITS.altLength)
const said = <T>(schema: Schema<T>, message: Message, name: string): T | undefined =>
  maybe(schema).read(message[name] ?? undefined, name)

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
      'Answered by `export` with `data`, a data URL: `png` and `svg`; `xmlpng` and `xmlsvg` carry the board with them; `xml`, `json` the file itself; `html`, `html2` a page with the picture. Of the board, or of the file `xml`.',
    run: exported,
  },
  status: {
    about: 'Shows `message` beside the title; `modified` says whether there is something to save.',
    run({ tell }, message) {
      const status = said(sentence, message, 'message') ?? said(sentence, message, 'messageKey')
      const { modified } = message
      tell({
        ...(status !== undefined && { status: wordsOf(status) }),
        ...(modified !== undefined && { modified: isOn(modified) }),
      })
    },
  },
  spinner: {
    about: 'Shows that something is waited for, with `message`; `show: false` ends it.',
    run({ tell }, message) {
      const isShown = message['show'] === undefined || isOn(message['show'])
      tell({ busy: isShown ? wordsOf(said(sentence, message, 'message') ?? 'One moment…') : null })
    },
  },
  fit: {
    about: 'Shows all of the board; `border`: CSS pixels around it, `maxScale`: no closer than this.',
    run({ board }, message) {
      const border = said(number(0, 10_000), message, 'border') ?? 0
      const most = said(number(LIMITS.minZoom, LIMITS.maxZoom), message, 'maxScale') ?? 1
      const size = board.viewport.peek()
      const room = { ...NO_INSETS, top: border, right: border, bottom: border, left: border }
      const around = border > 0 ? room : roomIn(size, board.app?.editor.covered)
      if (board.scene.bounds) board.camera.value = fitBox(board.scene.bounds, size, around, most)
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
  dialog: {
    about: 'Says `title` and `message` in a note.',
    run({ app }, message) {
      const words = [said(sentence, message, 'title'), said(sentence, message, 'message')]
      app.toasts.say(words.filter(Boolean).join(': '))
    },
  },
}

/** Hosts say yes as `true`, `1` and `'1'`. */
export const isOn = (raw: unknown): boolean => raw === true || raw === 1 || raw === '1' || raw === 'true'

/** draw.io's keys for its own sentences, as far as hosts use them. */
const wordsOf = (key: string): string =>
  ({
    allChangesSaved: 'All changes saved',
    unsavedChanges: 'Unsaved changes',
    saving: 'Saving…',
    loading: 'Loading…',
    export: 'Exporting…',
  })[key] ?? key

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** @throws when it is none of ours */
export function ownFile(given: string): string {
  const found = fileIn(given)
  if (found === undefined) throw new Error('this is no board of Drawbridge, nor a picture that carries one')
  return found
}

/** Elements of a file, with ids of their own where they are taken. */
function freed({ document }: BoardApp, given: string) {
  const { elements } = readFile(given)
  const isTaken = elements.some(({ id }) => id !== undefined && document.has(id))
  return (isTaken ? renew(elements) : elements).map(onTop)
}

/** Without its place in the order of the file that it comes from. */
const onTop = (element: object) => Object.fromEntries(Object.entries(element).filter(([name]) => name !== 'z'))

async function exported({ app, board }: Conversation, message: Message): Promise<Message> {
  const format = text(16).read(message['format'] ?? 'svg', 'format')
  const given = said(file, message, 'xml')
  const xml = given === undefined || given === '' ? await fileOf(board) : ownFile(given)
  const data = await dataOf(app, xml, format, isDark(app, message))
  return { event: 'export', format, data, xml, message, bounds: boundsOf(board) }
}

const isDark = (app: BoardApp, { theme }: Message): boolean =>
  theme === undefined || theme === 'auto' ? app.theme.dark.peek() : theme === 'dark'

async function dataOf({ editor }: BoardApp, xml: string, format: string, dark: boolean): Promise<string> {
  if (format === 'xml' || format === 'json') return dataUrlOf(bytesOf(xml), 'application/json')
  const { pngSnapshot, svgSnapshot } = await import('../../export/snapshot.ts')
  const document = createBoardDocument(new Doc())
  fillBoard(document, readFile(xml))
  const source = { elements: () => elementsOfPage(document), measure: editor.measure, images: editor.scene.images }
  const theme = dark ? 'dark' : 'light'
  if (format === 'png' || format === 'xmlpng') {
    const png = new Uint8Array(await (await pngSnapshot(source, { theme })).arrayBuffer())
    return dataUrlOf(format === 'png' ? png : carriedByPng(png, xml), 'image/png')
  }
  const svg = await (await svgSnapshot(source, { theme })).text()
  if (format === 'svg') return dataUrlOf(bytesOf(svg), 'image/svg+xml')
  if (format === 'xmlsvg') return dataUrlOf(bytesOf(carriedBySvg(svg, xml)), 'image/svg+xml')
  if (format === 'html' || format === 'html2')
    return dataUrlOf(
      bytesOf(`<!doctype html><meta charset="utf-8"><title>Board</title>${carriedBySvg(svg, xml)}`),
      'text/html',
    )
  throw new Error(`there is no format ${format}`)
}

const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words)

/** What is drawn, as draw.io says where something is. */
export function boundsOf({ scene: { bounds } }: Pick<EmbeddedBoard, 'scene'>) {
  if (!bounds) return { x: 0, y: 0, width: 0, height: 0 }
  return { x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY }
}
