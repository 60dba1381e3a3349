import { boardFileOf, encodeBoardFile } from '#board/document/board-file.ts'
import { elementsOfPage } from '#board/document/page-elements.ts'
import type { Theme } from '#board/render/theme.ts'
import type { BoardApp } from '../../ui/board-app.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import type { EmbedOptions } from '../embed-options.ts'
import { Refused } from './call.ts'
import type { SnapshotOptions } from './embed-api.ts'

/** The board as a file: of whoever has the editor as it is on the screen, of whoever only looks as the server has it. */
export async function fileOf({ app, session, pictures }: EmbeddedBoard): Promise<string> {
  // Between the changes of one step, as when a file is loaded, the board may be empty: whoever kept that would lose all.
  await Promise.resolve()
  if (!app) return await (await drawn(session, 'json')).text()
  const file = encodeBoardFile(boardFileOf(app.document))
  return pictures ? await pictures.addTo(file) : file
}

/** A picture of a board. @param choice what the frame's theme is, where the picture's isn't said */
export async function snapshotOf(
  { app, document, session, pictures, paging }: EmbeddedBoard,
  { format = 'png', frame, theme, page }: SnapshotOptions,
  choice: EmbedOptions['theme'],
): Promise<Blob> {
  if (frame !== undefined && !document.has(frame)) throw new Refused('bad-value', 'there is no such frame')
  const { length } = paging.pages.peek()
  if (page !== undefined && !paging.pages.peek().some(({ id }) => id === page))
    throw new Refused('bad-value', 'there is no such page')
  const look = theme ?? themeOf(choice)
  // A PDF of lines and letters is drawn by the server, which doesn't hold every board.
  if (app && (format !== 'pdf' || pictures)) return drawnHere(app, format, { look, frame, page })
  const of = page ?? (length > 1 && frame === undefined ? paging.page.peek() : undefined)
  const query = new URLSearchParams({ theme: look, ...(frame && { frame }), ...(of && { page: of }) })
  return await (await drawn(session, `${format}?${query}`)).blob()
}

const themeOf = (choice: EmbedOptions['theme']): Theme =>
  choice === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : choice

async function drawnHere(
  { document, editor }: BoardApp,
  format: 'png' | 'svg' | 'pdf',
  { look, frame, page: asked }: { look: Theme; frame: string | undefined; page: string | undefined },
): Promise<Blob> {
  const { pngSnapshot, svgSnapshot } = await import('../../export/snapshot.ts')
  const { paging } = editor
  const page = (frame === undefined ? asked : paging.pageOf(frame)) ?? paging.page.peek()
  const source = {
    elements: () => elementsOfPage(document, page),
    background: document.meta.background,
    measure: editor.measure,
    images: editor.scene.images,
  }
  const choice = { theme: look, within: frame }
  if (format === 'pdf') return (await import('../../export/pdf-snapshot.ts')).pdfSnapshot(source, choice)
  return format === 'png' ? pngSnapshot(source, choice) : svgSnapshot(source, choice)
}

/** What the server has on disk. */
export async function drawn(session: EmbeddedBoard['session'], what: string): Promise<Response> {
  const response = await session.request(`/snapshot.${what}`)
  if (!response.ok) throw new Refused('failed', `the server answered ${response.status}`)
  return response
}
