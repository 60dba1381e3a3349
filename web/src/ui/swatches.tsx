import { useWords } from '../words/use-words.ts'
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { Tip } from './icon-button.tsx'
import { moveFocus } from './roving.ts'

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
  const t = useWords()
  const stop = swatches.find(({ name }) => name === value) ?? swatches[0]
  return (
    <div class="style-row colors">
      <div class="swatches" role="radiogroup" tabIndex={-1} aria-label={label} onKeyDown={moveFocus}>
        {swatches.map((swatch) => (
          <button
            key={swatch.name}
            type="button"
            class="choice"
            role="radio"
            aria-checked={swatch.name === value}
            aria-label={t(swatch.label)}
            tabIndex={swatch === stop ? 0 : -1}
            onClick={() => onPick(swatch.name)}
          >
            {swatch.seen === undefined ? (
              <span class="swatch none" />
            ) : (
              <span class="swatch" style={{ '--swatch': swatch.seen }}>
                {swatch.name === value && <Icon name="check" />}
              </span>
            )}
            <Tip place="above">{t(swatch.label)}</Tip>
          </button>
        ))}
      </div>
      {children}
    </div>
  )
}
