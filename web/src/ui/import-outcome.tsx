import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ImportedPieces } from '#board/formats/excalidraw/library.ts'
import type { LeftOut } from '#board/formats/imported.ts'
import type { ReadFile } from '#board/formats/index.ts'
import { previewed, type Previewed } from '../import/preview-pictures.ts'
import type { Reading } from '../import/reading.ts'
import { useWords } from '../words/use-words.ts'
import type { BoardApp } from './board-app.ts'
import { PdfPages } from './pdf-pages.tsx'
import { PiecePicture, THUMBNAIL } from './piece-picture.tsx'

interface OutcomeProps {
  readonly app: BoardApp
  readonly reading: Reading
  readonly onDone: () => void
}

/** What would come of the file, and what can’t come along. */
export function Outcome({ app, reading, onDone }: OutcomeProps) {
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
