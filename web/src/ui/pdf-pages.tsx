import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { IMPORT_LIMITS } from '#board/import-limits.ts'
import { framesInOrder } from '../editor/frame-list.ts'
import { pagesImported } from '../import/pdf/pages-imported.ts'
import { readRanges, writeRanges } from '../import/pdf/page-ranges.ts'
import type { PdfFile } from '../import/pdf/pdf-file.ts'
import { placeImported } from '../import/place-imported.ts'
import { saidOfPages } from '../import/words.ts'
import { middleOfView } from '../input/image-input.ts'
import { useWords } from '../words/use-words.ts'
import type { Translate } from '../words/words.ts'
import type { BoardApp } from './board-app.ts'
import { Icon } from './icon.tsx'

interface PdfPagesProps {
  readonly app: BoardApp
  readonly name: string
  readonly pdf: PdfFile
  readonly onDone: () => void
}

const MOST = IMPORT_LIMITS.pdfPagesAtOnce

/** The pages of a PDF, of which those that are chosen are put on the board. */
export function PdfPages({ app, name, pdf, onDone }: PdfPagesProps) {
  const t = useWords()
  const numbers = Array.from({ length: pdf.pages }, (_, i) => i + 1)
  const written = useSignal(writeRanges(numbers.slice(0, MOST)))
  /** How many are ready of those that are being put on the board. */
  const ready = useSignal<number | null>(null)
  const leaving = useRef(new AbortController())
  useEffect(() => () => leaving.current.abort(), [])
  const chosen = readRanges(written.value, pdf.pages)
  const put = async (pages: ReadonlySet<number>) => {
    ready.value = 0
    const { signal } = leaving.current
    try {
      const frames = framesInOrder(app.editor)
      const last = frames.findLast(({ order }) => order !== '')?.order
      const named = (number: number) => t('Page {number}', { number: String(number) })
      const imported = await pagesImported(
        pdf,
        [...pages].toSorted((a, b) => a - b),
        named,
        last,
      )
      signal.throwIfAborted()
      const tell = (count: number) => void (ready.value = count)
      const placed = await placeImported(app.editor, app.files, imported, middleOfView(app.editor), { tell, signal })
      app.toasts.say(saidOfPages(t, { ...placed, added: imported.pictures.size - placed.refused }))
      onDone()
    } catch (error) {
      // Who closed the dialog doesn't want them any more.
      if (signal.aborted) return
      ready.value = null
      console.error(error)
      app.toasts.say(t('The pages could not be put on the board'))
    }
  }
  return (
    <>
      <output>
        {name} · PDF · {t('{count} page|{count} pages', { count: pdf.pages })}
      </output>
      <label class="library-line pdf-range">
        <span>{t('Pages')}</span>
        <input
          class="field"
          value={written.value}
          aria-invalid={chosen === undefined}
          disabled={ready.value !== null}
          onInput={({ currentTarget }) => (written.value = currentTarget.value)}
        />
        <span>{faultOf(t, chosen, pdf.pages)}</span>
      </label>
      <ul class="pieces pdf-pages" aria-label={t('Pages of this file')}>
        {numbers.map((number) => (
          <PageChoice
            key={number}
            pdf={pdf}
            number={number}
            isChosen={chosen?.has(number) === true}
            isLocked={ready.value !== null}
            onChange={(isChosen) => {
              const others = [...(chosen ?? [])].filter((other) => other !== number)
              written.value = writeRanges(isChosen ? [...others, number] : others)
            }}
          />
        ))}
      </ul>
      {ready.value !== null && chosen && (
        <label class="library-line">
          <span>
            {t('{ready} of {count} page|{ready} of {count} pages', { ready: ready.value, count: chosen.size })}
          </span>
          <progress value={ready.value} max={chosen.size} />
        </label>
      )}
      {chosen && isRightNumber(chosen) && ready.value === null && (
        <div class="library-line">
          <button type="button" class="button primary" onClick={() => void put(chosen)}>
            <Icon name="plus" />
            <span>{t('Put {count} page on the board|Put {count} pages on the board', { count: chosen.size })}</span>
          </button>
        </div>
      )}
    </>
  )
}

const isRightNumber = ({ size }: ReadonlySet<number>): boolean => size > 0 && size <= MOST

function faultOf(t: Translate, chosen: ReadonlySet<number> | undefined, pages: number): string {
  if (chosen === undefined) return t('as in 1-3, 5; there are {pages}', { pages })
  return chosen.size > MOST || pages > MOST ? t('at most {most} at once', { most: MOST }) : ''
}

interface PageChoiceProps {
  readonly pdf: PdfFile
  readonly number: number
  readonly isChosen: boolean
  readonly isLocked: boolean
  readonly onChange: (isChosen: boolean) => void
}

/** CSS pixels. */
const THUMBNAIL_WIDTH = 120

function PageChoice({ pdf, number, isChosen, isLocked, onChange }: PageChoiceProps) {
  const t = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const isBad = useSignal(false)
  useEffect(() => {
    const shown = canvas.current
    // Painted when it comes into view: a file may have a thousand.
    const seen = new IntersectionObserver((entries) => {
      if (!shown || !entries.some(({ isIntersecting }) => isIntersecting)) return
      seen.disconnect()
      pdf.paint(number, shown, THUMBNAIL_WIDTH * devicePixelRatio).then(
        () => void (shown.dataset['painted'] = ''),
        () => void (isBad.value = true),
      )
    })
    if (shown) seen.observe(shown)
    return () => seen.disconnect()
  }, [pdf, number, isBad])
  return (
    <li class="piece">
      <label class="piece-button">
        <canvas ref={canvas} class="pdf-page" aria-hidden="true" />
        <span>
          <input
            type="checkbox"
            checked={isChosen}
            disabled={isLocked}
            onChange={({ currentTarget }) => onChange(currentTarget.checked)}
          />{' '}
          {t(isBad.value ? 'Page {number} can’t be shown' : 'Page {number}', { number: String(number) })}
        </span>
      </label>
    </li>
  )
}
