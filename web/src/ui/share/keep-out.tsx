import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { useWords } from '../../words/use-words.ts'
import type { AccessClient } from './access-client.ts'

/** For how long somebody can be kept out, minutes; none: until they are let in. */
const TIMES: readonly (readonly [string, number | null])[] = [
  ['5 minutes', 5],
  ['1 hour', 60],
  ['1 day', 24 * 60],
  ['1 week', 7 * 24 * 60],
  ['until I let them in', null],
]
const USUAL = 1

interface KeepOutProps {
  readonly name: string
  readonly principal: string
  readonly client: Pick<AccessClient, 'keepOut'>
}

/** The way out for somebody, by whatever they came, for as long as is chosen. */
export function KeepOut({ name, principal, client }: KeepOutProps) {
  const t = useWords()
  const id = useId()
  const time = useSignal(USUAL)
  return (
    <div class="link-ways">
      <select
        id={id}
        class="field"
        aria-label={t('For how long {name} is kept out', { name })}
        value={String(time.value)}
        onChange={({ currentTarget }) => (time.value = currentTarget.selectedIndex)}
      >
        {TIMES.map(([words], index) => (
          <option key={words} value={String(index)}>
            {t(words)}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button"
        aria-label={t('Remove {name}', { name })}
        onClick={() => void client.keepOut(principal, name, TIMES[time.value]?.[1] ?? null)}
      >
        {t('Remove')}
      </button>
    </div>
  )
}
