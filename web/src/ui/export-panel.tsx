import { Download } from 'lucide'
import '../../styles/board-export.css'
import { useComputed, useSignal, type Signal } from '@preact/signals'
import { useEffect, useId, useMemo, useRef } from 'preact/hooks'
import { selectedFrame } from '../editor/framing.ts'
import { copyPicture, download, fileNameOf } from '../export/download.ts'
import {
  EXPORT_FORMATS,
  pictureQueryOf,
  type ExportChoice,
  type ExportFormat,
  type Making,
} from '../export/export-formats.ts'
import { pictureLink } from '../export/picture-link.ts'
import { printPicture } from '../export/print-picture.ts'
import type { BoardApp } from './board-app.ts'
import { UNTITLED } from './board-title.tsx'
import { copyText } from './copy-text.ts'
import type { PanelProps } from './dialogs.tsx'
import { whyNot } from './why-not.ts'
import { ExportPreview } from './export-preview.tsx'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'

const SCALES = [1, 2, 3, 4] as const
const PADDINGS = [0, 10, 24, 64] as const
/** For how many days a link to the picture works; 0: as long as the link to the board. */
const LINK_DAYS = { 0: 'as long as your link', 1: 'for a day', 7: 'for a week', 30: 'for 30 days' } as const

/** What of the board. */
const PARTS = {
  all: 'Everything',
  selection: 'Only what is selected',
  frame: 'The frame',
  frames: 'A page for each frame',
  pages: 'All pages of the board',
} as const
type Part = keyof typeof PARTS

/** What is chosen in the dialog. */
interface Chosen {
  readonly format: Signal<ExportFormat>
  readonly part: Signal<Part>
  readonly background: Signal<boolean>
  readonly dark: Signal<boolean>
  readonly scale: Signal<number>
  readonly padding: Signal<number>
  readonly board: Signal<boolean>
  readonly outlines: Signal<boolean>
  readonly linkDays: Signal<number>
  readonly name: Signal<string>
}

function useChosen({ editor, theme, title }: BoardApp): Chosen {
  const t = useWords()
  const hasSelection = editor.selection.peek().size > 0
  return {
    format: useSignal(EXPORT_FORMATS[0]!),
    part: useSignal(selectedFrame(editor) ? 'frame' : hasSelection ? 'selection' : 'all'),
    background: useSignal(true),
    dark: useSignal(theme.dark.peek()),
    scale: useSignal(2),
    padding: useSignal(24),
    board: useSignal(false),
    outlines: useSignal(false),
    linkDays: useSignal(0),
    name: useSignal(title.peek() || t(UNTITLED)),
  }
}

/** The part that was chosen, as long as it is there for the format. */
function partOf(app: BoardApp, { part, format }: Chosen): Part {
  return partsOf(app, format.value).includes(part.value) ? part.value : 'all'
}

function choiceOf(app: BoardApp, chosen: Chosen): ExportChoice {
  const { editor } = app
  const part = partOf(app, chosen)
  return {
    theme: chosen.dark.value ? 'dark' : 'light',
    transparent: !chosen.background.value,
    scale: chosen.scale.value,
    margin: chosen.padding.value,
    carriesBoard: chosen.board.value,
    outlines: chosen.outlines.value && chosen.format.value.takes.has('outlines'),
    only: part === 'selection' ? editor.selection.value : undefined,
    each: part === 'frames' ? 'frame' : part === 'pages' ? 'page' : undefined,
    within: part === 'frame' ? selectedFrame(editor)?.id : undefined,
  }
}

/** Has somebody told that they don't want it any more? */
const isStopped = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

/** A board on its way out: what it will look like, and where it goes. */
export function Panel({ app, open }: PanelProps) {
  const t = useWords()
  const { editor, document, session, toasts } = app
  const chosen = useChosen(app)
  const choice = useComputed(() => choiceOf(app, chosen))
  const source = useMemo(
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
  const done = useSignal<number | null>(null)
  const work = useRef<AbortController>(null)
  const stop = () => work.current?.abort()
  useEffect(() => stop, [])
  const isPicture = chosen.format.value.takes.has('look')

  const make = async (format = chosen.format.peek(), onLeft?: Making['onLeft']): Promise<Blob> => {
    // Of what one asks for, one waits for the last.
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
  const tell = (work: Promise<string | undefined>) =>
    work.then(
      (said) => {
        if (said !== undefined) toasts.say(said)
        return said
      },
      (error: unknown) => {
        if (!isStopped(error)) toasts.say(t('Could not export it: {reason}', { reason: whyNot(t, error) }))
      },
    )
  const save = async () => {
    const fileName = fileNameOf(chosen.name.peek(), chosen.format.peek().extension)
    let left = 0
    download(await make(undefined, (pictures) => (left = pictures)), fileName)
    open.value = false
    const saved = t('Saved {fileName}', { fileName })
    return left === 0
      ? saved
      : `${saved}; ${t('{count} picture is not in it|{count} pictures are not in it', { count: left })}`
  }
  const copied = (isCopied: boolean, what: string) =>
    isCopied ? t('{label} copied', { label: what }) : t('Your browser would not let us copy')
  const copy = async () => {
    const isSvg = chosen.format.peek().extension === 'svg'
    if (isSvg) return copied(await copyText(await (await make()).text()), 'SVG')
    return copied(await copyPicture(make(EXPORT_FORMATS[0])), t('Picture'))
  }
  const copyLink = async () => {
    const { extension, takes } = chosen.format.peek()
    const query = pictureQueryOf(source, choice.peek())
    if (takes.has('scale')) query.set('scale', String(chosen.scale.peek()))
    const address = await pictureLink(session, extension, query, chosen.linkDays.peek() || null)
    return copied(await copyText(address), t('Link to the picture'))
  }
  const print = async () => {
    await printPicture(await make(EXPORT_FORMATS[0]))
    return undefined
  }
  return (
    <form
      class="export"
      onSubmit={(event) => {
        event.preventDefault()
        void tell(save())
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
            <button type="button" class="button" onClick={() => void tell(print())}>
              {t('Print')}
            </button>
            <button type="button" class="button" onClick={() => void tell(copyLink())}>
              <Icon name="link" />
              <span>{t('Copy link to the picture')}</span>
            </button>
            <button type="button" class="button" onClick={() => void tell(copy())}>
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

function Formats({ chosen: { format } }: { readonly chosen: Chosen }) {
  const t = useWords()
  return (
    <fieldset class="export-choices">
      <legend>{t('Format')}</legend>
      {EXPORT_FORMATS.map((one) => (
        <label key={one.extension}>
          <input type="radio" name="format" checked={format.value === one} onChange={() => (format.value = one)} />
          {t(one.name)}
        </label>
      ))}
      <p>{t(format.value.note)}.</p>
    </fieldset>
  )
}

/** What there is to choose from; of what a document can have a page for each of, if there are several. */
function partsOf({ editor }: BoardApp, { takes }: ExportFormat): readonly Part[] {
  const frames = [...editor.scene.holders()].length
  const hasPages = editor.paging.pages.value.length > 1
  const isOffered: Readonly<Record<Part, () => boolean>> = {
    all: () => true,
    selection: () => editor.selection.value.size > 0,
    frame: () => selectedFrame(editor) !== undefined,
    frames: () => takes.has('each') && frames > (hasPages ? 0 : 1),
    pages: () => takes.has('each') && hasPages,
  }
  return (Object.keys(PARTS) as Part[]).filter((part) => isOffered[part]())
}

function Parts({ app, chosen }: { readonly app: BoardApp; readonly chosen: Chosen }) {
  const t = useWords()
  const offered = partsOf(app, chosen.format.value)
  if (offered.length === 1) return null
  return (
    <fieldset class="export-choices">
      <legend>{t('What')}</legend>
      {offered.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="part"
            checked={partOf(app, chosen) === one}
            onChange={() => (chosen.part.value = one)}
          />
          {t(PARTS[one])}
        </label>
      ))}
    </fieldset>
  )
}

function Looks({ chosen }: { readonly chosen: Chosen }) {
  const t = useWords()
  const { takes } = chosen.format.value
  return (
    <div class="export-looks">
      {takes.has('look') && (
        <>
          <Check label={t('Background')} value={chosen.background} />
          <Check label={t('Dark')} value={chosen.dark} />
        </>
      )}
      {takes.has('board') && <Check label={t('Board inside, to open it again')} value={chosen.board} />}
      {takes.has('outlines') && <Check label={t('Letters as outlines')} value={chosen.outlines} />}
      {takes.has('scale') && <Pick label={t('Size')} value={chosen.scale} of={SCALES} unit="×" />}
      {takes.has('look') && <Pick label={t('Margin')} value={chosen.padding} of={PADDINGS} />}
    </div>
  )
}

function Check({ label, value }: { readonly label: string; readonly value: Signal<boolean> }) {
  return (
    <label>
      <input type="checkbox" checked={value.value} onChange={() => (value.value = !value.value)} />
      {label}
    </label>
  )
}

interface PickProps {
  readonly label: string
  readonly value: Signal<number>
  readonly of: readonly number[]
  readonly unit?: string
}

function Pick({ label, value, of, unit = '' }: PickProps) {
  return (
    <label>
      {label}
      <select
        class="field"
        value={value.value}
        onChange={({ currentTarget }) => (value.value = Number(currentTarget.value))}
      >
        {of.map((one) => (
          <option key={one} value={one}>
            {one}
            {unit}
          </option>
        ))}
      </select>
    </label>
  )
}

function LinkDays({ chosen: { linkDays } }: { readonly chosen: Chosen }) {
  const t = useWords()
  return (
    <label>
      {t('A link to the picture works')}{' '}
      <select
        class="field"
        value={linkDays.value}
        onChange={({ currentTarget }) => (linkDays.value = Number(currentTarget.value))}
      >
        {Object.entries(LINK_DAYS).map(([days, words]) => (
          <option key={days} value={days}>
            {t(words)}
          </option>
        ))}
      </select>
    </label>
  )
}

function FileName({ chosen: { name, format } }: { readonly chosen: Chosen }) {
  const t = useWords()
  const id = useId()
  return (
    <div class="export-name">
      <label htmlFor={id}>{t('File name')}</label>
      <input
        id={id}
        class="field"
        value={name.value}
        autocomplete="off"
        onInput={({ currentTarget }) => (name.value = currentTarget.value)}
      />
      <span aria-hidden="true">.{format.value.extension}</span>
    </div>
  )
}
