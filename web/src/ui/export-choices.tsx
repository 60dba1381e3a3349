import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { selectedFrame } from '../editor/framing.ts'
import { EXPORT_FORMATS, type ExportChoice, type ExportFormat } from '../export/export-formats.ts'
import { useWords } from '../words/use-words.ts'
import type { BoardApp } from './board-app.ts'
import { UNTITLED } from './board-title.tsx'

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
export interface Chosen {
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

/** As the dialog opens: what is selected alone, in the theme that is seen. */
export function useChosen({ editor, theme, title }: BoardApp): Chosen {
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

/** What was chosen, in the words of those who make the file. */
export function choiceOf(app: BoardApp, chosen: Chosen): ExportChoice {
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

export function Formats({ chosen: { format } }: { readonly chosen: Chosen }) {
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

export function Parts({ app, chosen }: { readonly app: BoardApp; readonly chosen: Chosen }) {
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

export function Looks({ chosen }: { readonly chosen: Chosen }) {
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

export function LinkDays({ chosen: { linkDays } }: { readonly chosen: Chosen }) {
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

export function FileName({ chosen: { name, format } }: { readonly chosen: Chosen }) {
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
