import { useSignal } from '@preact/signals'
import { DEFAULT_COLOR, PALETTE, resolveColor } from '#board/render/theme.ts'
import { useEffect } from 'preact/hooks'
import type { Editor } from '../editor/editor.ts'
import { applyStyle, currentStyle, type Style } from '../editor/style.ts'
import { Icon } from './icon.tsx'
import { IconButton, Tip } from './icon-button.tsx'
import { moveFocus } from './roving.ts'
import { shownStyles } from './shown-styles.ts'
import { STYLE_LISTS, STYLE_ROWS, STYLE_TOGGLES, type StyleChoice } from './style-rows.tsx'

const NO_FILL = { name: 'none', label: 'No fill' }

interface PanelProps {
  readonly editor: Editor
  readonly dark: boolean
  /** A narrow window shows the panel folded: one button, which opens the rest. */
  readonly open: { value: boolean }
}

/** The looks of what is selected or drawn next. */
export function StylePanel({ editor, dark, open }: PanelProps) {
  const shown = shownStyles(editor)
  const style = currentStyle(editor)
  const filling = useSignal(false)
  useEffect(() => (open.value ? foldOnTouch(open) : undefined), [open.value])
  if (shown.length === 0 || editor.readonly) return null
  const [hasColor, hasFill] = [shown.includes('color'), shown.includes('fill')]
  const forFill = hasFill && (filling.value || !hasColor)
  const set = (change: Partial<Style>) => applyStyle(editor, change)
  const swatch = resolveColor(style.color ?? DEFAULT_COLOR, dark ? 'dark' : 'light')
  return (
    <>
      <button
        type="button"
        class="style-fold icon-button island"
        aria-label="Style"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        <span class="swatch" style={{ '--swatch': swatch }} />
      </button>
      <fieldset class="style-panel island" aria-label="Style" data-open={open.value}>
        {hasFill && hasColor && <FillSwitch filling={filling} />}
        {(hasFill || hasColor) && (
          <Colors
            label={forFill ? 'Fill' : 'Colour'}
            withNone={forFill}
            value={forFill ? style.fill : style.color}
            dark={dark}
            onPick={(name) => set(forFill ? { fill: name } : { color: name })}
          />
        )}
        <Toggles shown={shown} style={style} set={set} />
        {STYLE_LISTS.filter(({ name }) => shown.includes(name)).map(({ name, label, options }) => (
          <label key={name} class="style-list">
            {label}
            <select value={style[name] ?? ''} onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </label>
        ))}
        {STYLE_ROWS.filter(({ name }) => shown.includes(name)).map(({ name, label, choices }) => (
          <Choices
            key={name}
            label={label}
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
  return (
    <div class="style-row" role="radiogroup" tabIndex={-1} aria-label="Colours are for" onKeyDown={moveFocus}>
      {[false, true].map((fill) => (
        <IconButton
          key={String(fill)}
          icon={fill ? 'paint-bucket' : 'square'}
          label={fill ? 'Colour of the inside' : 'Colour of the outline'}
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
  const offered = STYLE_TOGGLES.filter(({ name }) => shown.includes(name))
  if (offered.length === 0) return null
  return (
    <div class="style-row" role="group" aria-label="Emphasis">
      {offered.map(({ name, label, icon }) => (
        <button
          key={name}
          type="button"
          class="choice"
          aria-label={label}
          aria-pressed={style[name] === true}
          onClick={() => set({ [name]: style[name] !== true })}
        >
          <Icon name={icon} />
          <Tip place="above">{label}</Tip>
        </button>
      ))}
    </div>
  )
}

interface ColorsProps {
  readonly label: string
  readonly withNone: boolean
  readonly value: string | undefined
  readonly dark: boolean
  readonly onPick: (name: string) => void
}

function Colors({ label, withNone, value, dark, onPick }: ColorsProps) {
  const names = [...(withNone ? [NO_FILL.name] : []), ...PALETTE.map(({ name }) => name)]
  const stop = value !== undefined && names.includes(value) ? value : names[0]
  return (
    <div class="style-row colors" role="radiogroup" tabIndex={-1} aria-label={label} onKeyDown={moveFocus}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          class="choice"
          role="radio"
          aria-checked={name === value}
          aria-label={name === NO_FILL.name ? NO_FILL.label : capitalised(name)}
          tabIndex={name === stop ? 0 : -1}
          onClick={() => onPick(name)}
        >
          {name === NO_FILL.name ? (
            <span class="swatch none" />
          ) : (
            <span class="swatch" style={{ '--swatch': resolveColor(name, dark ? 'dark' : 'light') }}>
              {name === value && <Icon name="check" />}
            </span>
          )}
          <Tip place="above">{name === NO_FILL.name ? NO_FILL.label : capitalised(name)}</Tip>
        </button>
      ))}
    </div>
  )
}

interface ChoicesProps {
  readonly label: string
  readonly choices: readonly StyleChoice[]
  /** What holds now; undefined when the selected elements differ. */
  readonly value: StyleChoice['value'] | undefined
  readonly onPick: (value: StyleChoice['value']) => void
}

function Choices({ label, choices, value, onPick }: ChoicesProps) {
  const stop = choices.find((choice) => choice.value === value) ?? choices[0]
  return (
    <div class="style-row" role="radiogroup" tabIndex={-1} aria-label={label} onKeyDown={moveFocus}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          class="choice"
          role="radio"
          aria-checked={choice.value === value}
          aria-label={choice.label}
          tabIndex={choice === stop ? 0 : -1}
          onClick={() => onPick(choice.value)}
        >
          {choice.face}
          <Tip place="above">{choice.label}</Tip>
        </button>
      ))}
    </div>
  )
}

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
