import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { fillBoard } from '#board/document/board-file.ts'
import { elementsOfPage } from '#board/document/page-elements.ts'
import { carriedByPng, carriedBySvg } from '#board/formats/carried.ts'
import { LIMITS } from '#board/limits.ts'
import { colorSeenAs, isColor, type Theme } from '#board/render/theme.ts'
import { pdfSnapshot } from '../../export/pdf-snapshot.ts'
import {
  dataUrl,
  pictureFrom,
  pngSnapshot,
  type SnapshotChoice,
  type SnapshotSource,
  svgSnapshot,
} from '../../export/snapshot.ts'
import type { BoardApp } from '../../ui/board-app.ts'
import type { Translate } from '../../words/words.ts'
import { readFile } from '../api/elements.ts'
import { elementId, text } from '../api/schema.ts'
import { fileOf } from '../api/snapshots.ts'
import { boundsOf, type Conversation } from './conversation.ts'
import { dataUrlOf } from './carriers.ts'
import { isOn, type Message, numberIn, ownFile, said, sentenceIn } from './messages.ts'

const file = text(LIMITS.embedFileLength)

/** Answers an `export`. @throws what a host is told */
export async function exported({ t, app, board, tell }: Conversation, message: Message): Promise<Message> {
  const format = text(16).read(message['format'] ?? 'svg', 'format')
  const given = said(file, message, 'xml')
  const xml = given === undefined || given === '' ? await fileOf(board) : ownFile(given)
  const spin = spinIn(t, message)
  if (spin !== undefined) tell({ busy: spin })
  try {
    const data = await dataOf(app, xml, format, message)
    return { event: 'export', format, data, xml, message, bounds: boundsOf(board) }
  } finally {
    if (spin !== undefined) tell({ busy: null })
  }
}

/** What is waited for, in the words of the host, or in ours where it says only whether to show that. */
function spinIn(t: Translate, message: Message): string | undefined {
  if (typeof message['spin'] !== 'boolean') return sentenceIn(t, message, 'spin')
  return message['spin'] ? t('Exporting…') : undefined
}

function themeOf(app: BoardApp, { theme }: Message): Theme {
  const isDark = theme === undefined || theme === 'auto' ? app.theme.dark.peek() : theme === 'dark'
  return isDark ? 'dark' : 'light'
}

/** How a host wants a picture: `width` in pixels counts before `scale`. */
function choiceOf(app: BoardApp, source: SnapshotSource, message: Message): SnapshotChoice {
  const margin = numberIn(message, 'border', 0, 10_000)
  const choice = {
    theme: themeOf(app, message),
    transparent: isOn(message['transparent']),
    ...(margin !== undefined && { margin }),
  } as const
  const wide = numberIn(message, 'width', 1, 100_000)
  const scale = wide === undefined ? numberIn(message, 'scale', 0.01, 16) : undefined
  if (wide === undefined) return scale === undefined ? choice : { ...choice, scale }
  const { minX, maxX } = pictureFrom(source, choice).bounds
  return { ...choice, scale: wide / Math.max(1, maxX - minX) }
}

async function dataOf(app: BoardApp, xml: string, format: string, message: Message): Promise<string> {
  if (format === 'xml' || format === 'json') return dataUrlOf(bytesOf(xml), 'application/json')
  const document = createBoardDocument(new Doc())
  fillBoard(document, readFile(xml))
  const { editor } = app
  const page =
    said(elementId, message, 'pageId') ?? (isOn(message['currentPage']) ? editor.paging.page.peek() : undefined)
  const background = said(text(32), message, 'background')
  const source = {
    elements: () => elementsOfPage(document, page),
    background:
      background !== undefined && isColor(background)
        ? colorSeenAs(background, themeOf(app, message))
        : document.meta.background,
    measure: editor.measure,
    images: editor.scene.images,
  }
  const choice = choiceOf(app, source, message)
  if (format === 'png' || format === 'xmlpng') {
    const png = new Uint8Array(await (await pngSnapshot(source, choice)).arrayBuffer())
    return dataUrlOf(format === 'png' ? png : carriedByPng(png, xml), 'image/png')
  }
  if (format === 'pdf') return dataUrl(await pdfSnapshot(source, choice))
  const svg = await (await svgSnapshot(source, choice)).text()
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
