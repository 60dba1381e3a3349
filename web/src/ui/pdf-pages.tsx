import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { LIMITS } from '#board/limits.ts'
import { framesInOrder } from '../editor/framing.ts'
import { pagesImported } from '../import/pdf/pages-imported.ts'
import { readRanges, writeRanges } from '../import/pdf/page-ranges.ts'
import type { PdfFile } from '../import/pdf/pdf-file.ts'
import { placeImported } from '../import/place-imported.ts'
import { count, saidOf } from '../import/words.ts'
import { middleOfView } from '../input/image-input.ts'
import type { BoardApp } from './board-app.ts'
import { Icon } from './icon.tsx'

interface PdfPagesProps {
  readonly app: BoardApp
  readonly name: string
  readonly pdf: PdfFile
  readonly onDone: () => void
}

const MOST = LIMITS.pdfPagesAtOnce

/** The pages of a PDF, of which those that are chosen are put on the board. */
export function PdfPages({ app, name, pdf, onDone }: PdfPagesProps) {
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
      const imported = await pagesImported(
        pdf,
        [...pages].toSorted((a, b) => a - b),
        last,
      )
      signal.throwIfAborted()
      const tell = (count: number) => void (ready.value = count)
      const placed = await placeImported(app.editor, app.files, imported, middleOfView(app.editor), { tell, signal })
      app.toasts.say(saidOf({ ...placed, added: imported.pictures.size - placed.refused }, new Map(), 'page'))
      onDone()
    } catch (error) {
      // Who closed the dialog doesn't want them any more.
      if (signal.aborted) return
      ready.value = null
      console.error(error)
      app.toasts.say('The pages could not be put on the board')
    }
  }
  return (
    <>
      <output>
        {name} · PDF · {count(pdf.pages, 'page')}
      </output>
      <label class="library-line pdf-range">
        <span>Pages</span>
        <input
          class="field"
          value={written.value}
          aria-invalid={chosen === undefined}
          disabled={ready.value !== null}
          onInput={({ currentTarget }) => (written.value = currentTarget.value)}
        />
        <span>{faultOf(chosen, pdf.pages)}</span>
      </label>
      <ul class="pieces pdf-pages" aria-label="Pages of this file">
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
            {ready.value} of {count(chosen.size, 'page')}
          </span>
          <progress value={ready.value} max={chosen.size} />
        </label>
      )}
      {chosen && isRightNumber(chosen) && ready.value === null && (
        <div class="library-line">
          <button type="button" class="button primary" onClick={() => void put(chosen)}>
            <Icon name="plus" />
            <span>Put {count(chosen.size, 'page')} on the board</span>
          </button>
        </div>
      )}
    </>
  )
}

const isRightNumber = ({ size }: ReadonlySet<number>): boolean => size > 0 && size <= MOST

function faultOf(chosen: ReadonlySet<number> | undefined, pages: number): string {
  if (chosen === undefined) return `as in 1-3, 5; there are ${pages.toLocaleString('en')}`
  return chosen.size > MOST || pages > MOST ? `at most ${MOST} at once` : ''
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
          Page {number}
          {isBad.value && ' can’t be shown'}
        </span>
      </label>
    </li>
  )
}
