import { Download } from 'lucide'
import '../../styles/board-export.css'
import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { copyPicture, download, fileNameOf } from '../export/download.ts'
import {
  EXPORT_FORMATS,
  pictureQueryOf,
  type ExportChoice,
  type ExportFormat,
  type ExportSource,
  type Making,
} from '../export/export-formats.ts'
import { pictureLink } from '../export/picture-link.ts'
import { printPicture } from '../export/print-picture.ts'
import type { BoardApp } from './board-app.ts'
import { copyText } from './copy-text.ts'
import type { PanelProps } from './dialogs.tsx'
import { whyNot } from './why-not.ts'
import { choiceOf, type Chosen, FileName, Formats, LinkDays, Looks, Parts, useChosen } from './export-choices.tsx'
import { ExportPreview } from './export-preview.tsx'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'
import type { Translate } from '../words/words.ts'

/** Has somebody told that they don't want it any more? */
const isStopped = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

type Make = (format?: ExportFormat, onLeft?: Making['onLeft']) => Promise<Blob>

/** The board as files are made of it. */
function useSource({ editor, document, session }: BoardApp): ExportSource {
  return useMemo(
    () => ({
      document,
      session,
      page: editor.paging.page.peek(),
      elements: () => Array.from(editor.scene.placed(), ({ element }) => element),
      background: document.meta.background,
      title: document.meta.title,
      measure: editor.measure,
      images: editor.scene.images,
    }),
    [document, session, editor],
  )
}

/** Makes one file at a time: of what one asks for, one waits for the last. `done` is the share of it, null while nothing is made. */
function useMaking(source: ExportSource, chosen: Chosen, choice: ReadonlySignal<ExportChoice>) {
  const done = useSignal<number | null>(null)
  const work = useRef<AbortController>(null)
  const stop = () => work.current?.abort()
  useEffect(() => stop, [])
  const make: Make = async (format = chosen.format.peek(), onLeft) => {
    stop()
    const own = (work.current = new AbortController())
    done.value = 0
    try {
      const blob = await format.make(source, choice.peek(), {
        onProgress: (share) => (done.value = share),
        signal: own.signal,
        ...(onLeft && { onLeft }),
      })
      own.signal.throwIfAborted()
      return blob
    } catch (error) {
      // Whatever else that has led to.
      own.signal.throwIfAborted()
      throw error
    } finally {
      if (work.current === own) done.value = null
    }
  }
  return { make, done, stop }
}

interface WaysOutParts {
  readonly t: Translate
  readonly session: BoardApp['session']
  readonly source: ExportSource
  readonly chosen: Chosen
  readonly choice: ReadonlySignal<ExportChoice>
  readonly make: Make
}

/** Where a file may go. Each answers what people are told then, if anything. */
function waysOut({ t, session, source, chosen, choice, make }: WaysOutParts) {
  const copied = (isCopied: boolean, what: string) =>
    isCopied ? t('{label} copied', { label: what }) : t('Your browser would not let us copy')
  return {
    async save() {
      const fileName = fileNameOf(chosen.name.peek(), chosen.format.peek().extension)
      let left = 0
      download(await make(undefined, (pictures) => (left = pictures)), fileName)
      const saved = t('Saved {fileName}', { fileName })
      return left === 0
        ? saved
        : `${saved}; ${t('{count} picture is not in it|{count} pictures are not in it', { count: left })}`
    },
    async copy() {
      const isSvg = chosen.format.peek().extension === 'svg'
      if (isSvg) return copied(await copyText(await (await make()).text()), 'SVG')
      return copied(await copyPicture(make(EXPORT_FORMATS[0])), t('Picture'))
    },
    async copyLink() {
      const { extension, takes } = chosen.format.peek()
      const query = pictureQueryOf(source, choice.peek())
      if (takes.has('scale')) query.set('scale', String(chosen.scale.peek()))
      const address = await pictureLink(session, extension, query, chosen.linkDays.peek() || null)
      return copied(await copyText(address), t('Link to the picture'))
    },
    async print() {
      await printPicture(await make(EXPORT_FORMATS[0]))
      return undefined
    },
  }
}

/** A board on its way out: what it will look like, and where it goes. */
export function Panel({ app, open }: PanelProps) {
  const t = useWords()
  const chosen = useChosen(app)
  const choice = useComputed(() => choiceOf(app, chosen))
  const source = useSource(app)
  const { make, done, stop } = useMaking(source, chosen, choice)
  const ways = waysOut({ t, session: app.session, source, chosen, choice, make })
  const isPicture = chosen.format.value.takes.has('look')
  const tell = (work: Promise<string | undefined>) =>
    work.then(
      (said) => {
        if (said !== undefined) app.toasts.say(said)
        return said
      },
      (error: unknown) => {
        if (!isStopped(error)) app.toasts.say(t('Could not export it: {reason}', { reason: whyNot(t, error) }))
      },
    )
  const saveAndClose = async () => {
    const said = await ways.save()
    open.value = false
    return said
  }
  return (
    <form
      class="export"
      onSubmit={(event) => {
        event.preventDefault()
        void tell(saveAndClose())
      }}
    >
      {isPicture && <ExportPreview source={source} choice={choice} isScaled={chosen.format.value.takes.has('scale')} />}
      <Formats chosen={chosen} />
      {isPicture && <Parts app={app} chosen={chosen} />}
      <Looks chosen={chosen} />
      <FileName chosen={chosen} />
      {isPicture && <LinkDays chosen={chosen} />}
      {done.value !== null && (
        <div class="export-line">
          <label class="export-progress">
            {t('Drawing…')} <progress value={done.value || undefined} />
          </label>
          <button type="button" class="button" onClick={stop}>
            {t('Cancel')}
          </button>
        </div>
      )}
      <div class="export-line">
        {isPicture && (
          <>
            <button type="button" class="button" onClick={() => void tell(ways.print())}>
              {t('Print')}
            </button>
            <button type="button" class="button" onClick={() => void tell(ways.copyLink())}>
              <Icon name="link" />
              <span>{t('Copy link to the picture')}</span>
            </button>
            <button type="button" class="button" onClick={() => void tell(ways.copy())}>
              <Icon name="copy" />
              <span>{t('Copy')}</span>
            </button>
          </>
        )}
        <button type="submit" class="button primary">
          <Icon name={Download} />
          <span>{t('Save')}</span>
        </button>
      </div>
    </form>
  )
}
