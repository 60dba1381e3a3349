import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { LocalMemory } from '../start/local-memory.ts'

export const THEMES = ['auto', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEMES)[number]

export interface Theme {
  readonly choice: Signal<ThemeChoice>
  /** What it comes to on this screen, now. */
  readonly dark: ReadonlySignal<boolean>
  readonly dispose: () => void
}

const KEY = 'theme'

/** `<html data-theme>` follows; `public/theme.js` sets it before the first paint from the same key. */
export function createTheme(memory: LocalMemory): Theme {
  const stored = THEMES.find((theme) => theme === memory.recall(KEY))
  const choice = signal<ThemeChoice>(stored ?? 'auto')
  const query = matchMedia('(prefers-color-scheme: dark)')
  const system = signal(query.matches)
  const onSystem = () => (system.value = query.matches)
  query.addEventListener('change', onSystem)
  const stop = effect(() => {
    document.documentElement.dataset.theme = choice.value
    memory.remember(KEY, choice.value)
  })
  return {
    choice,
    dark: computed(() => (choice.value === 'auto' ? system.value : choice.value === 'dark')),
    dispose() {
      query.removeEventListener('change', onSystem)
      stop()
    },
  }
}
