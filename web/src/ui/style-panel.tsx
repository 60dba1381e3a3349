import { type Signal, useSignal } from '@preact/signals'
import { DEFAULT_COLOR, isOwnColor, PALETTE, resolveColor, type Theme } from '#board/render/theme.ts'
import { useEffect } from 'preact/hooks'
import { applyStyle, currentStyle, type Style } from '../editor/style.ts'
import type { BoardApp } from './board-app.ts'
import { Choices } from './choices.tsx'
import { Fetched } from './fetched.tsx'
import { Icon } from './icon.tsx'
import { IconButton, Tip } from './icon-button.tsx'
import { moveFocus } from './roving.ts'
import { shownStyles } from './shown-styles.ts'
import { Swatches } from './swatches.tsx'
import { STYLE_LISTS, STYLE_ROWS, STYLE_TOGGLES } from './style-rows.tsx'
import { useWords } from '../words/use-words.ts'

const NO_FILL = { name: 'none', label: 'No fill' }

interface PanelProps {
  readonly app: Pick<BoardApp, 'editor' | 'theme' | 'ownColors' | 'toasts'>
  /** A narrow window shows the panel folded: one button, which opens the rest. */
  readonly open: { value: boolean }
}

/** The looks of what is selected or drawn next. */
export function StylePanel({ app, open }: PanelProps) {
  const t = useWords()
  const { editor } = app
  const theme = app.theme.dark.value ? 'dark' : 'light'
  const shown = shownStyles(editor)
  const style = currentStyle(editor)
  const filling = useSignal(false)
  const unfolded = useSignal(false)
  useEffect(() => (open.value ? foldOnTouch(open) : undefined), [open.value])
  if (shown.length === 0 || editor.readonly) return null
  const [hasColor, hasFill] = [shown.includes('color'), shown.includes('fill')]
  const forFill = hasFill && (filling.value || !hasColor)
  const set = (change: Partial<Style>) => applyStyle(editor, change)
  const swatch = resolveColor(style.color ?? DEFAULT_COLOR, theme)
  return (
    <>
      <button
        type="button"
        class="style-fold icon-button island"
        aria-label={t('Style')}
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        <span class="swatch" style={{ '--swatch': swatch }} />
      </button>
      <fieldset class="style-panel island" aria-label={t('Style')} data-open={open.value}>
        {hasFill && hasColor && <FillSwitch filling={filling} />}
        {(hasFill || hasColor) && (
          <Colors
            label={forFill ? t('Fill') : t('Colour')}
            withNone={forFill}
            value={forFill ? style.fill : style.color}
            theme={theme}
            onPick={(name) => set(forFill ? { fill: name } : { color: name })}
            unfolded={unfolded}
            ownColors={app.ownColors}
            toasts={app.toasts}
          />
        )}
        <Toggles shown={shown} style={style} set={set} />
        {STYLE_LISTS.filter(({ name }) => shown.includes(name)).map(({ name, label, options }) => (
          <label key={name} class="style-list">
            {t(label)}
            <select value={style[name] ?? ''} onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {t(option.label)}
                </option>
              ))}
            </select>
          </label>
        ))}
        {STYLE_ROWS.filter(({ name }) => shown.includes(name)).map(({ name, label, choices }) => (
          <Choices
            class="style-row"
            key={name}
            label={t(label)}
            choices={choices}
            value={style[name]}
            onPick={(value) => set({ [name]: value })}
          />
        ))}
      </fieldset>
    </>
  )
}

/** Whoever goes on drawing wants to see the board. Answers how to stop. */
function foldOnTouch(open: PanelProps['open']): () => void {
  const fold = ({ target }: PointerEvent) => {
    if (target instanceof Element && !target.closest('[data-chrome]')) open.value = false
  }
  document.addEventListener('pointerdown', fold)
  return () => document.removeEventListener('pointerdown', fold)
}

function FillSwitch({ filling }: { filling: { value: boolean } }) {
  const t = useWords()
  return (
    <div class="style-row" role="radiogroup" tabIndex={-1} aria-label={t('Colours are for')} onKeyDown={moveFocus}>
      {[false, true].map((fill) => (
        <IconButton
          key={String(fill)}
          icon={fill ? 'paint-bucket' : 'square'}
          label={fill ? t('Colour of the inside') : t('Colour of the outline')}
          role="radio"
          aria-checked={filling.value === fill}
          tabIndex={filling.value === fill ? 0 : -1}
          onClick={() => (filling.value = fill)}
        />
      ))}
    </div>
  )
}

interface TogglesProps {
  readonly shown: readonly string[]
  readonly style: Partial<Style>
  readonly set: (change: Partial<Style>) => void
}

function Toggles({ shown, style, set }: TogglesProps) {
  const t = useWords()
  const offered = STYLE_TOGGLES.filter(({ name }) => shown.includes(name))
  if (offered.length === 0) return null
  return (
    <div class="style-row" role="group" aria-label={t('Emphasis')}>
      {offered.map(({ name, label, icon }) => (
        <button
          key={name}
          type="button"
          class="choice"
          aria-label={t(label)}
          aria-pressed={style[name] === true}
          onClick={() => set({ [name]: style[name] !== true })}
        >
          <Icon name={icon} />
          <Tip place="above">{t(label)}</Tip>
        </button>
      ))}
    </div>
  )
}

interface ColorsProps extends Pick<PanelProps['app'], 'ownColors' | 'toasts'> {
  readonly label: string
  readonly withNone: boolean
  readonly value: string | undefined
  readonly theme: Theme
  readonly onPick: (name: string) => void
  readonly unfolded: Signal<boolean>
}

/** The palette, the own colour that holds now, and a line below for others. */
function Colors({ label, withNone, value, theme, onPick, unfolded, ownColors, toasts }: ColorsProps) {
  const t = useWords()
  const isOwn = value !== undefined && isOwnColor(value)
  const names = [...PALETTE.map(({ name }) => name), ...(isOwn && !unfolded.value ? [value] : [])]
  const colors = names.map((name) => ({ name, label: capitalised(name), seen: resolveColor(name, theme) }))
  return (
    <>
      <Swatches label={label} swatches={withNone ? [NO_FILL, ...colors] : colors} value={value} onPick={onPick}>
        <button
          type="button"
          class="choice"
          aria-label={t('Own colours')}
          aria-expanded={unfolded.value}
          onClick={() => (unfolded.value = !unfolded.value)}
        >
          <span class="swatch any" />
          <Tip place="above">{t('Own colours')}</Tip>
        </button>
      </Swatches>
      <Fetched
        load={loadOwnColors}
        open={unfolded.value}
        given={{ value, theme, kept: ownColors.list.value, onPick }}
        toasts={toasts}
        onFail={() => (unfolded.value = false)}
      />
    </>
  )
}

const loadOwnColors = () => import('./own-colors.tsx')

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
