import type { Signal } from '@preact/signals'
import { Monitor, Moon, Sun } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { LocalMemory } from '../start/local-memory.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../words/languages.ts'
import { chooseLanguage } from '../words/page-words.ts'
import { useWords } from '../words/use-words.ts'
import type { Words } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { Tip } from './icon-button.tsx'
import type { IconNode } from './icons.ts'
import { type Theme, THEMES, type ThemeChoice } from './theme.ts'

const THEME_ICONS: Readonly<Record<ThemeChoice, IconNode>> = { auto: Monitor, light: Sun, dark: Moon }
const THEME_LABELS: Readonly<Record<ThemeChoice, string>> = { auto: 'Like the system', light: 'Light', dark: 'Dark' }

/** How the page looks to whoever reads it. */
export function Themes({ theme }: { theme: Pick<Theme, 'choice'> }) {
  const t = useWords()
  return (
    <fieldset class="menu-theme" aria-label={t('Theme')}>
      <span aria-hidden="true">{t('Theme')}</span>
      {THEMES.map((choice) => (
        <Radio
          key={choice}
          checked={theme.choice.value === choice}
          label={t(THEME_LABELS[choice])}
          onPick={() => (theme.choice.value = choice)}
        >
          <Icon name={THEME_ICONS[choice]} />
        </Radio>
      ))}
    </fieldset>
  )
}

/** Each is called what those call it who speak it. */
export function Languages({ words, memory }: { words: Words; memory: LocalMemory }) {
  return (
    <fieldset class="menu-theme" aria-label={words.t('Language')}>
      <span aria-hidden="true">{words.t('Language')}</span>
      {LANGUAGES.map((language) => (
        <Radio
          key={language}
          class="menu-language"
          checked={words.language.value === language}
          label={LANGUAGE_NAMES[language]}
          lang={language}
          onPick={() => chooseLanguage(words, memory, language)}
        >
          {language.toUpperCase()}
        </Radio>
      ))}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly icon: string | IconNode
  /** Null counts as no. */
  readonly value: Signal<boolean> | Signal<boolean | null>
  readonly children: ComponentChildren
}

/** Something that is so or not. */
export function Choice({ icon, value, children }: ChoiceProps) {
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitemcheckbox"
      aria-checked={value.value === true}
      tabIndex={-1}
      onClick={() => (value.value = !value.value)}
    >
      <Icon name={icon} />
      <span>{children}</span>
      {value.value && <Icon name="check" />}
    </button>
  )
}

interface RadioProps {
  readonly checked: boolean
  readonly label: string
  readonly onPick: () => void
  readonly class?: string
  readonly lang?: string
  readonly children: ComponentChildren
}

/** One of several that stand in one line of the menu. */
function Radio({ checked, label, onPick, class: more = '', lang, children }: RadioProps) {
  return (
    <button
      type="button"
      class={`icon-button ${more}`}
      role="menuitemradio"
      aria-checked={checked}
      aria-label={label}
      lang={lang}
      tabIndex={-1}
      onClick={onPick}
    >
      {children}
      <Tip place="above">{label}</Tip>
    </button>
  )
}
