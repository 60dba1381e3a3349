import type { ComponentChildren, ComponentProps } from 'preact'
import { Icon } from './icon.tsx'
import type { IconNode } from './icons.ts'

/** Where a tooltip goes: on which side, and which edge it keeps to near the border of the window. */
export type TipPlace = 'above' | 'above start' | 'below' | 'below start' | 'below end'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'icon' | 'label'> {
  readonly icon: string | IconNode
  /** Accessible name, and the tooltip's text. */
  readonly label: string
  /** The key that does the same, as people write it. */
  readonly keyLabel?: string | undefined
  readonly tip?: TipPlace
  /** Unlike `disabled`, keeps the focus where it is. */
  readonly inactive?: boolean
}

export function IconButton({
  icon,
  label,
  keyLabel,
  tip = 'above',
  inactive = false,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-disabled={inactive ? 'true' : undefined}
      onClick={inactive ? undefined : onClick}
      {...rest}
    >
      <Icon name={icon} />
      <Tip place={tip} keyLabel={keyLabel}>
        {label}
      </Tip>
    </button>
  )
}

/**
 * What a button is for, on hover and on keyboard focus. The button's own label says the same to screen readers. The key is no text
 * of it: what a button shows is what one calls it by voice.
 */
export function Tip({
  place,
  keyLabel,
  children,
}: {
  place: TipPlace
  keyLabel?: string | undefined
  children: ComponentChildren
}) {
  return (
    <span class={`tip ${place}`} aria-hidden="true">
      {children}
      {keyLabel && <kbd data-key={keyLabel} />}
    </span>
  )
}
