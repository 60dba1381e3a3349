import { FilePlus } from 'lucide'
import '../../styles/board-library.css'
import { useSignal, type Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { BadFile } from '#board/document/board-file.ts'
import type { ImportedPieces } from '#board/formats/excalidraw/library.ts'
import type { Way } from '#board/formats/format.ts'
import type { LeftOut } from '#board/formats/imported.ts'
import { readGiven, type ReadFile } from '#board/formats/index.ts'
import { EXTENSIONS, givenOf } from '../import/formats.ts'
import { looksLikePdf } from '../import/pdf/looks-like-pdf.ts'
import type { PdfFile } from '../import/pdf/pdf-file.ts'
import { PIECE_EXTENSIONS, readPieces } from '../import/pieces.ts'
import { isOnFirst, placeImported } from '../import/place-imported.ts'
import { previewed, type Previewed } from '../import/preview-pictures.ts'
import { NO_ROOM, saidOf, saidOfPieces } from '../import/words.ts'
import { middleOfView } from '../input/image-input.ts'
import { createOwnPieces } from '../library/own-pieces.ts'
import { PdfPages } from './pdf-pages.tsx'
import { PiecePicture, THUMBNAIL } from './piece-picture.tsx'
import type { BoardApp } from './board-app.ts'
import type { PanelProps } from './dialogs.tsx'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'
import { WrittenDrawing } from './written-drawing.tsx'

/** What has become of the file that was chosen. */
type Reading =
  | { readonly state: 'none' }
  | { readonly state: 'bad'; readonly reason: string; readonly ways: readonly Way[]; readonly way: string }
  | {
      readonly state: 'read'
      readonly name: string
      readonly file: ReadFile
      readonly first: Pick<ReadFile, 'elements'>
    }
  /** A library: it goes to somebody's own pieces, not on the board. */
  | { readonly state: 'pieces'; readonly name: string; readonly found: ImportedPieces }
  /** A PDF, of whose pages some are chosen. */
  | { readonly state: 'pages'; readonly name: string; readonly pdf: PdfFile }

/** A file, seen before it is put on the board: what comes, and what can't come along. */
export function Panel({ app, open }: PanelProps) {
  const t = useWords()
  const { editor, incoming } = app
  const reading = useSignal<Reading>({ state: 'none' })
  const way = useSignal('')
  const isWriting = useSignal(false)
  const chosen = incoming.value
  const asked = way.value
  useEffect(() => {
    const show = async () => {
      const result = await read(chosen, editor.measure, asked)
      if (incoming.peek() !== chosen || way.peek() !== asked) return closeOf(result)
      const before = reading.peek()
      closeOf(before)
      const { ways } = asked === '' ? NO_WAYS : waysOf(before)
      reading.value = result.state === 'bad' ? { ...result, ways, way: asked } : result
    }
    void show()
  }, [chosen, asked, editor, incoming, reading, way])
  useEffect(
    () => () => {
      // The next file may have come already.
      if (incoming.peek() === chosen) incoming.value = null
    },
    [chosen, incoming],
  )
  useEffect(() => () => closeOf(reading.peek()), [reading])
  const put = async (file: ReadFile) => {
    open.value = false
    const placed = await placeImported(editor, app.files, file, middleOfView(editor))
    app.toasts.say(saidOf(t, placed, file.left))
  }
  const keep = ({ pieces, left }: ImportedPieces) => {
    open.value = false
    const isKept = createOwnPieces(app.memory).add(pieces)
    app.toasts.say(isKept ? saidOfPieces(t, pieces.length, left) : t(NO_ROOM))
  }
  return (
    <div class="library import">
      {isWriting.value && <WrittenDrawing incoming={incoming} />}
      {!(isWriting.value && reading.value.state === 'none') && (
        <Outcome app={app} reading={reading.value} onDone={() => (open.value = false)} />
      )}
      <Ways reading={reading.value} way={way} />
      <div class="library-line">
        {reading.value.state === 'read' && (
          <button
            type="button"
            class="button primary"
            onClick={() => reading.value.state === 'read' && void put(reading.value.file)}
          >
            <Icon name="plus" />
            <span>{t('Put on the board')}</span>
          </button>
        )}
        {reading.value.state === 'pieces' && reading.value.found.pieces.length > 0 && (
          <button
            type="button"
            class="button primary"
            onClick={() => reading.value.state === 'pieces' && keep(reading.value.found)}
          >
            <Icon name="plus" />
            <span>{t('Add to your library')}</span>
          </button>
        )}
        <label class="button">
          <Icon name={FilePlus} />
          <span>{reading.value.state === 'none' ? t('Choose a file') : t('Another file')}</span>
          <input
            class="unseen"
            type="file"
            accept={`${EXTENSIONS},${PIECE_EXTENSIONS}`}
            onChange={({ currentTarget }) => {
              isWriting.value = false
              way.value = ''
              incoming.value = currentTarget.files?.[0] ?? null
              currentTarget.value = ''
            }}
          />
        </label>
        {!isWriting.value && (
          <button
            type="button"
            class="button"
            onClick={() => {
              isWriting.value = true
              way.value = ''
              incoming.value = null
            }}
          >
            <Icon name="pencil" />
            <span>{t('Write or paste text')}</span>
          </button>
        )}
      </div>
    </div>
  )
}

async function read(file: File | null, measure: BoardApp['editor']['measure'], way: string): Promise<Reading> {
  if (!file) return { state: 'none' }
  try {
    const found = await readPieces(file, measure)
    if (found) return { state: 'pieces', name: file.name, found }
    const given = await givenOf(file)
    if (looksLikePdf(given)) return { state: 'pages', name: file.name, pdf: await pdfIn(given.bytes) }
    const imported = await readGiven(given, measure, way)
    return { state: 'read', name: file.name, file: imported, first: { elements: imported.elements.filter(isOnFirst) } }
  } catch (error) {
    if (error instanceof BadFile) return { state: 'bad', reason: error.message, ...NO_WAYS }
    throw error
  }
}

/** The code that reads PDFs comes with the first of them. @throws {BadFile} */
async function pdfIn(bytes: Uint8Array): Promise<PdfFile> {
  const { openPdf } = await import('../import/pdf/pdf-file.ts').catch(() => {
    throw new BadFile('unreadable', 'what reads it could not be fetched: try again when you are online')
  })
  return openPdf(bytes)
}

/** Gives back what reading holds. */
function closeOf(reading: Reading): void {
  if (reading.state === 'pages') reading.pdf.close()
}

interface OutcomeProps {
  readonly app: BoardApp
  readonly reading: Reading
  readonly onDone: () => void
}

function Outcome({ app, reading, onDone }: OutcomeProps) {
  const t = useWords()
  const { editor, theme } = app
  if (reading.state === 'none')
    return (
      <p>
        {t(
          'A drawing of Excalidraw or tldraw, a library of Excalidraw, a flowchart of Mermaid, a picture (SVG), a table (CSV), pages of a PDF, a board that was saved as a file, or a picture with a board inside.',
        )}
      </p>
    )
  if (reading.state === 'bad')
    return <p role="alert">{t('This file can’t be opened: {message}.', { message: t(reading.reason) })}</p>
  if (reading.state === 'pieces') return <FoundPieces editor={editor} theme={theme} {...reading} />
  if (reading.state === 'pages') return <PdfPages key={reading.pdf} app={app} {...reading} onDone={onDone} />
  const { name, file, first } = reading
  const { elements, pictures, left, format, pages = [] } = file
  return (
    <>
      <output>
        {name} · {format} · {t('{count} element|{count} elements', { count: elements.length })}
        {pictures.size > 0 && t(', {count} picture among them|, {count} pictures among them', { count: pictures.size })}
        {pages.length > 1 && t(', on {count} pages: this is the first', { count: pages.length })}
      </output>
      <FilePicture editor={editor} theme={theme} first={first} pictures={pictures} />
      <LeftOutList left={left} />
    </>
  )
}

interface FilePictureProps extends Pick<BoardApp, 'editor' | 'theme'>, Pick<ReadFile, 'pictures'> {
  readonly first: Pick<ReadFile, 'elements'>
}

/** What is seen of a file first: sheets for its pictures, until they are there. */
function FilePicture({ editor, theme, first, pictures }: FilePictureProps) {
  const seen = useSignal<Partial<Previewed> & Pick<Previewed, 'elements'>>(first)
  useEffect(() => {
    seen.value = first
    if (pictures.size === 0) return undefined
    const stop = new AbortController()
    previewed(first.elements, pictures, stop.signal).then(
      (found) => (seen.value = found),
      (error: unknown) => stop.signal.aborted || console.error(error),
    )
    return () => stop.abort()
  }, [first, pictures, seen])
  return (
    <PiecePicture
      piece={seen.value}
      measure={editor.measure}
      theme={theme.dark.value ? 'dark' : 'light'}
      bitmaps={seen.value.bitmaps}
      width={560}
      height={300}
    />
  )
}

interface FoundProps extends Pick<BoardApp, 'editor' | 'theme'> {
  readonly name: string
  readonly found: ImportedPieces
}

/** So many of a library's pieces are shown. */
const SHOWN = 12

function FoundPieces({ editor, theme, name, found: { pieces, left } }: FoundProps) {
  const t = useWords()
  return (
    <>
      <output>
        {name} · {t('{count} piece for your library|{count} pieces for your library', { count: pieces.length })}
      </output>
      <ul class="pieces" aria-label={t('Pieces of this library')}>
        {pieces.slice(0, SHOWN).map((piece, i) => (
          <li key={i} class="piece piece-look">
            <PiecePicture
              piece={piece}
              measure={editor.measure}
              theme={theme.dark.value ? 'dark' : 'light'}
              {...THUMBNAIL}
            />
            <span>{piece.name || t('Piece')}</span>
          </li>
        ))}
      </ul>
      {pieces.length > SHOWN && (
        <p>{t('and {count} more piece|and {count} more pieces', { count: pieces.length - SHOWN })}</p>
      )}
      <LeftOutList left={left} />
    </>
  )
}

const NO_WAYS = { ways: [], way: '' } as const

function waysOf(reading: Reading): Pick<ReadFile, 'ways' | 'way'> {
  if (reading.state === 'bad') return reading
  return reading.state === 'read' ? reading.file : NO_WAYS
}

/** What else the file may become; also when it can't become what was chosen. */
function Ways({ reading, way }: { readonly reading: Reading; readonly way: Signal<string> }) {
  const t = useWords()
  const { ways, way: now } = waysOf(reading)
  if (ways.length < 2) return null
  return (
    <label class="library-line">
      <span>{t('As')}</span>
      <select class="field" value={now} onChange={({ currentTarget }) => (way.value = currentTarget.value)}>
        {ways.map(({ id, label }) => (
          <option key={id} value={id}>
            {t(label)}
          </option>
        ))}
      </select>
    </label>
  )
}

function LeftOutList({ left }: { readonly left: LeftOut }) {
  const t = useWords()
  if (left.size === 0) return null
  return (
    <section aria-label={t('What does not come along')}>
      <h3>{t('What does not come along')}</h3>
      <ul>
        {[...left].map(([what, times]) => (
          <li key={what}>
            {t(what)}: {times}
          </li>
        ))}
      </ul>
    </section>
  )
}
