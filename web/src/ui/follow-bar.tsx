import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Person } from '../presence/presence.ts'
import { useWords } from '../words/use-words.ts'

interface FollowBarProps {
  readonly people: ReadonlySignal<readonly Person[]>
  readonly following: Signal<number | null>
}

/** Whom one follows, with the way out of it; or who presents, with the way to follow. */
export function FollowBar({ people, following }: FollowBarProps) {
  const t = useWords()
  const whom = people.value.find(({ client }) => client === following.value)
  const presenter = people.value.find(({ presenting }) => presenting)
  const shown = whom ?? presenter
  return (
    <div class="follow-bar" role="status" aria-label={t('Following')}>
      {shown && (
        <div class="bar island" style={{ '--person': shown.color }}>
          <span>
            {whom ? t('You follow {name}', { name: shown.name }) : t('{name} is presenting', { name: shown.name })}
          </span>
          <button type="button" class="button" onClick={() => (following.value = whom ? null : shown.client)}>
            {whom ? t('Stop') : t('Follow')}
          </button>
        </div>
      )}
    </div>
  )
}
