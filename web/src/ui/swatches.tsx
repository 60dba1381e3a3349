import type { ComponentChildren } from 'preact'
import { Choices } from './choices.tsx'
import { Icon } from './icon.tsx'

/** A colour on offer. */
export interface Swatch {
  /** The document's name of it. */
  readonly name: string
  readonly label: string
  /** A colour of CSS; missing: nothing is painted at all. */
  readonly seen?: string
}

interface SwatchesProps {
  readonly label: string
  readonly swatches: readonly Swatch[]
  /** What holds now; undefined when the selected elements differ. */
  readonly value: string | undefined
  readonly onPick: (name: string) => void
  /** What stands behind the colours. */
  readonly children?: ComponentChildren
}

/** Colours to pick one from. */
export function Swatches({ label, swatches, value, onPick, children }: SwatchesProps) {
  const choices = swatches.map(({ name, label, seen }) => ({
    value: name,
    label,
    face: <Face seen={seen} holds={name === value} />,
  }))
  return (
    <div class="style-row colors">
      <Choices class="swatches" label={label} choices={choices} value={value} onPick={onPick} />
      {children}
    </div>
  )
}

function Face({ seen, holds }: { readonly seen: string | undefined; readonly holds: boolean }) {
  if (seen === undefined) return <span class="swatch none" />
  return (
    <span class="swatch" style={{ '--swatch': seen }}>
      {holds && <Icon name="check" />}
    </span>
  )
}
