import type { BoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, encodeBoardFile, picturesThatFit } from '#board/document/board-file.ts'
import type { Element } from '#board/document/element.ts'
import { filesShown } from '#board/document/files-shown.ts'
import { carriedByPng, carriedBySvg } from '#board/formats/carried.ts'
import { writeExcalidraw } from '#board/formats/excalidraw/write.ts'
import { NO_IMAGES, type Images } from '../scene/images.ts'
import { answered } from '../sync/refused.ts'
import type { Session } from '../sync/session.ts'
import {
  dataUrl,
  pngSnapshot,
  svgSnapshot,
  type SnapshotChoice,
  type SnapshotSource,
  type Waiting,
} from './snapshot.ts'

/** Pictures are of the page that is looked at, files of all of the board. */
export interface ExportSource extends SnapshotSource {
  readonly page: string
  readonly document: BoardDocument
  readonly session: Pick<Session, 'board' | 'pictureKey' | 'request'>
}

export interface ExportChoice extends SnapshotChoice {
  /** Is the board in the picture, so that it can be opened again? */
  readonly carriesBoard?: boolean
  /** Of an SVG: outlines in place of letters and their fonts. */
  readonly outlines?: boolean
  /** Of a document: a page for each frame, or for each page of the board. */
  readonly each?: 'frame' | 'page' | undefined
}

/** Whoever waits for it is also told how many of the pictures that it shows are not in the file: they can't be had, or there is no room. */
export interface Making extends Waiting {
  readonly onLeft?: (pictures: number) => void
}

/** A way in which a board leaves. */
export interface ExportFormat {
  readonly name: string
  readonly extension: string
  readonly note: string
  /** What may be chosen of it. */
  readonly takes: ReadonlySet<'look' | 'scale' | 'board' | 'each' | 'outlines'>
  /** @throws when it can't be made; the message is for people */
  readonly make: (source: ExportSource, choice: ExportChoice, waiting: Making) => Promise<Blob>
}

/** Every one of them. To add one, add its line. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'PNG',
    extension: 'png',
    note: 'A picture, for everywhere',
    takes: new Set(['look', 'scale', 'board']),
    make: png,
  },
  {
    name: 'SVG',
    extension: 'svg',
    note: 'A picture of lines, sharp at every size',
    takes: new Set(['look', 'board', 'outlines']),
    make: svg,
  },
  {
    name: 'PDF',
    extension: 'pdf',
    note: 'To print and to search, made by the server',
    takes: new Set(['look', 'each']),
    make: pdf,
  },
  { name: 'Board', extension: 'json', note: 'All of it, to be opened again', takes: new Set(), make: board },
  { name: 'Excalidraw', extension: 'excalidraw', note: 'For that program', takes: new Set(), make: excalidraw },
]

async function png(source: ExportSource, choice: ExportChoice, waiting: Making): Promise<Blob> {
  const blob = await pngSnapshot(source, choice, waiting)
  if (!choice.carriesBoard) return blob
  const bytes = carriedByPng(new Uint8Array(await blob.arrayBuffer()), await fileOf(source, waiting))
  return new Blob([bytes], { type: blob.type })
}

async function svg(source: ExportSource, choice: ExportChoice, waiting: Making): Promise<Blob> {
  // No browser tells the outline of a letter: the server knows it.
  const blob = await (choice.outlines ? drawnByServer('svg', source, choice, waiting) : svgSnapshot(source, choice))
  if (!choice.carriesBoard) return blob
  return new Blob([carriedBySvg(await blob.text(), await fileOf(source, waiting))], { type: blob.type })
}

async function fileOf({ document, images }: ExportSource, { onLeft }: Making): Promise<string> {
  const files = await filesOf(document.elements(), images)
  const pictures = new Map(Array.from(files, ([hash, { address }]) => [hash, address]))
  onLeft?.(filesShown(document.elements()).size - picturesThatFit(pictures).length)
  return encodeBoardFile(boardFileOf(document, pictures))
}

/** Every picture that these elements show and that is to be had. */
async function filesOf(elements: Iterable<Element>, images: Images = NO_IMAGES) {
  const files = new Map<string, { readonly type: string; readonly address: string }>()
  for (const hash of filesShown(elements)) {
    const blob = await images.blobOf(hash)
    if (blob) files.set(hash, { type: blob.type, address: await dataUrl(blob) })
  }
  return files
}

async function board(source: ExportSource, _choice: ExportChoice, waiting: Making): Promise<Blob> {
  return new Blob([await fileOf(source, waiting)], { type: 'application/json' })
}

/** Ids that an address has room for. */
const MOST_IDS = 100

/** What the address of a picture asks for, so that it is of what was chosen. @throws when an address has no room for it */
export function pictureQueryOf(
  { page }: Pick<ExportSource, 'page'>,
  { theme, within, only, margin, transparent, each, outlines }: ExportChoice,
): URLSearchParams {
  if (only && only.size > MOST_IDS) throw new Error(`no more than ${MOST_IDS} elements can be chosen for that`)
  return new URLSearchParams({
    theme,
    // What is asked for each of is on all pages of the board.
    ...(each === undefined ? { page } : { each }),
    ...(within !== undefined && { frame: within }),
    ...(only && { elements: [...only].join(',') }),
    ...(margin !== undefined && { padding: String(margin) }),
    ...(transparent && { transparent: '1' }),
    ...(outlines && { text: 'paths' }),
  })
}

function pdf(source: ExportSource, choice: ExportChoice, waiting: Waiting): Promise<Blob> {
  return drawnByServer('pdf', source, choice, waiting)
}

async function drawnByServer(
  format: 'pdf' | 'svg',
  source: ExportSource,
  choice: ExportChoice,
  { signal }: Waiting,
): Promise<Blob> {
  const query = pictureQueryOf(source, choice)
  const asking = source.session.request(`/snapshot.${format}?${query}`, signal ? { signal } : undefined)
  return (await answered(asking)).blob()
}

async function excalidraw(
  { document, elements: shown, measure, images }: ExportSource,
  _choice: ExportChoice,
  { onLeft }: Making,
): Promise<Blob> {
  const elements = [...shown()]
  const files = await filesOf(elements, images)
  onLeft?.(filesShown(elements).size - files.size)
  const text = writeExcalidraw({ elements, settings: document.meta, measure, files })
  return new Blob([text], { type: 'application/vnd.excalidraw+json' })
}
