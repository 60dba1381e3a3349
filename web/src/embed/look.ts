import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Theme } from '#board/render/theme.ts'
import type { Paper } from '../scene/paper.ts'
import type { EmbedOptions } from './embed-options.ts'
import { frameLanguage } from './frame-language.ts'
import { isLight } from './is-light.ts'

/** How the host wants the frame to look. */
export interface Look {
  readonly theme: ReadonlySignal<Theme>
  readonly paper: ReadonlySignal<Paper>
}

/** Follows the options as long as the page lives: the page's theme, colours and language are set, too. */
export function followLook(options: ReadonlySignal<EmbedOptions>): Look {
  const query = matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = signal(query.matches)
  query.addEventListener('change', () => (systemIsDark.value = query.matches))
  const asked = computed(() => options.value.theme)
  const { documentElement: root } = document
  effect(() => {
    root.dataset['theme'] = asked.value
  })
  effect(() => {
    root.lang = frameLanguage(options.value)
    root.toggleAttribute('data-transparent', options.value.background === 'transparent')
    paintPage(root, options.value.color)
  })
  return {
    theme: computed(() => {
      const isDark = asked.value === 'auto' ? systemIsDark.value : asked.value === 'dark'
      return isDark ? 'dark' : 'light'
    }),
    paper: computed(() => ({ background: options.value.background, grid: options.value.grid })),
  }
}

const ACCENTS = ['--accent', '--accent-strong', '--accent-soft', '--on-accent'] as const

function paintPage({ style }: HTMLElement, color: string | undefined): void {
  if (color === undefined) {
    for (const name of ACCENTS) style.removeProperty(name)
    return
  }
  style.setProperty('--accent', color)
  style.setProperty('--accent-strong', `color-mix(in srgb, ${color} 85%, var(--ink))`)
  style.setProperty('--accent-soft', `color-mix(in srgb, ${color} 16%, var(--surface))`)
  style.setProperty('--on-accent', isLight(color) ? '#14122b' : '#ffffff')
}
