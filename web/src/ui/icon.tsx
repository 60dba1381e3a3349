import { h } from 'preact'
import { type IconNode, ICONS } from './icons.ts'

/** A decorative icon, by its name among {@link ICONS} or as it is: whatever holds it says in words what it means. */
export function Icon({ name, spin = false }: { name: string | IconNode; spin?: boolean }) {
  const shapes = typeof name === 'string' ? (ICONS[name] ?? ICONS['square-dashed']!) : name
  return (
    <svg class={spin ? 'icon spin' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      {shapes.map(([shape, attributes]) => h(shape, attributes))}
    </svg>
  )
}

/** The drawbridge: two towers and the raised deck between them. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">
        <path d="M9.5 24V9m13 15V9" />
        <path d="M9.5 12.5 16 20l6.500-7.500" />
        <path d="M6 24h20" />
      </g>
    </svg>
  )
}
