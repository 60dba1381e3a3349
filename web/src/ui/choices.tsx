import type { ComponentChild } from 'preact'
import { useWords } from '../words/use-words.ts'
import { Tip } from './icon-button.tsx'
import { moveFocus } from './roving.ts'

/** One value on offer. */
export interface Choice<Value> {
  readonly value: Value
  readonly label: string
  /** What the button shows. */
  readonly face: ComponentChild
}

interface ChoicesProps<Value> {
  readonly class: string
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  /** What holds now; undefined when the selected elements differ. */
  readonly value: Value | undefined
  readonly onPick: (value: Value) => void
}

/** Values to pick one from, a button each. */
export function Choices<Value extends string | number>(props: ChoicesProps<Value>) {
  const { label, choices, value, onPick } = props
  const t = useWords()
  const stop = choices.find((choice) => choice.value === value) ?? choices[0]
  return (
    <div class={props.class} role="radiogroup" tabIndex={-1} aria-label={label} onKeyDown={moveFocus}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          class="choice"
          role="radio"
          aria-checked={choice.value === value}
          aria-label={t(choice.label)}
          tabIndex={choice === stop ? 0 : -1}
          onClick={() => onPick(choice.value)}
        >
          {choice.face}
          <Tip place="above">{t(choice.label)}</Tip>
        </button>
      ))}
    </div>
  )
}
