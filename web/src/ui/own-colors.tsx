import '../../styles/board-colors.css'
import { colorSeenAs, isOwnColor, resolveColor, type Theme } from '#board/render/theme.ts'
import { Tip } from './icon-button.tsx'
import { Swatches } from './swatches.tsx'
import { useWords } from '../words/use-words.ts'

interface OwnColorsProps {
  /** The document's name of the colour that holds now; undefined when the selected elements differ. */
  readonly value: string | undefined
  readonly theme: Theme
  /** Own colours of before. */
  readonly kept: readonly string[]
  readonly onPick: (color: string) => void
}

/** Colours beside the palette: those of before, any as it is seen here, and any by its figures, which are those on light paper. */
export function Panel({ value, theme, kept, onPick }: OwnColorsProps) {
  const t = useWords()
  const isColor = value !== undefined && value !== 'none'
  const names = value !== undefined && isOwnColor(value) && !kept.includes(value) ? [value, ...kept] : kept
  return (
    <div class="own-colors" role="group" aria-label={t('Own colours')}>
      {names.length > 0 && (
        <Swatches
          label={t('Own colours of before')}
          swatches={names.map((name) => ({ name, label: name, seen: resolveColor(name, theme) }))}
          value={value}
          onPick={onPick}
        />
      )}
      <span class="choice well">
        <input
          type="color"
          aria-label={t('Any colour')}
          value={isColor ? resolveColor(value, theme) : '#808080'}
          onChange={({ currentTarget }) => onPick(colorSeenAs(currentTarget.value, theme))}
        />
        <Tip place="above">{t('Any colour')}</Tip>
      </span>
      <Figures value={isColor ? resolveColor(value, 'light') : ''} onPick={onPick} />
    </div>
  )
}

const FIGURES = /^#?(?:[0-9a-f]{6}|[0-9a-f]{3})$/

/** `#rrggbb` of what people write: without the `#`, in capitals, `#rgb`; undefined for what is no colour. */
function colorOf(text: string): string | undefined {
  const written = text.trim().toLowerCase()
  if (!FIGURES.test(written)) return undefined
  const digits = written.replace('#', '')
  return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`
}

/** What is no colour is put back. */
function Figures({ value, onPick }: Pick<OwnColorsProps, 'onPick'> & { readonly value: string }) {
  const t = useWords()
  const commit = (field: HTMLInputElement) => {
    const color = colorOf(field.value)
    field.value = color ?? value
    if (color !== undefined && color !== value) onPick(color)
  }
  return (
    <input
      class="figures"
      type="text"
      aria-label={t('Colour in figures, as on light paper')}
      placeholder="#12ab9f"
      maxLength={8}
      spellcheck={false}
      autocomplete="off"
      value={value}
      onChange={({ currentTarget }) => commit(currentTarget)}
    />
  )
}
