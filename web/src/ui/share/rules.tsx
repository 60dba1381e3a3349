import { useId } from 'preact/hooks'
import type { Role } from '#board/protocol.ts'
import type { AccessClient, OwnedAccess } from './access-client.ts'
import { ANYONE, CAPS, type Choices } from './words.ts'
import { SitesField } from './sites-field.tsx'
import { useWords } from '../../words/use-words.ts'

const valueOf = (value: Role | number | null): string => String(value ?? 'nothing')

/** Seconds. */
const PACES: Choices<number> = [
  [0, 'as often as they like'],
  [5, 'every 5 seconds'],
  [15, 'every 15 seconds'],
  [60, 'every minute'],
  [300, 'every 5 minutes'],
]

interface ChoiceProps<T extends Role | number | null> {
  readonly label: string
  readonly note: string
  readonly choices: Choices<T>
  readonly value: T
  readonly onChoose: (value: T) => void
}

function Choice<T extends Role | number | null>({ label, note, choices, value, onChoose }: ChoiceProps<T>) {
  const t = useWords()
  const id = useId()
  const choose = (chosen: string) => {
    const found = choices.find(([role]) => valueOf(role) === chosen)
    if (found) onChoose(found[0])
  }
  return (
    <div class="rule">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        class="field"
        value={valueOf(value)}
        aria-describedby={`${id}-note`}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {choices.map(([role, words]) => (
          <option key={words} value={valueOf(role)}>
            {t(words)}
          </option>
        ))}
      </select>
      <p id={`${id}-note`}>{note}</p>
    </div>
  )
}

/** What holds for everybody, whatever link they have. */
export function Rules({ access, client }: { access: OwnedAccess; client: AccessClient }) {
  const t = useWords()
  return (
    <>
      <Choice
        label={t('Everybody but owners may')}
        note={t(
          '“Only look” freezes the board and makes everybody a viewer: at once, for all who are here, and until you change it back.',
        )}
        choices={CAPS}
        value={access.cap}
        onChoose={(cap) => void client.rule({ cap })}
      />
      <Choice
        label={t('Everybody but owners changes it')}
        note={t('Slow mode: what comes sooner is kept where it was made, and sent when it is time.')}
        choices={PACES}
        value={access.slowSeconds}
        onChoose={(slowSeconds) => void client.rule({ slowSeconds })}
      />
      <Choice
        label={t('The address alone allows to')}
        note={t('Who finds or guesses the board’s address without one of its links.')}
        choices={ANYONE}
        value={access.anyone}
        onChoose={(anyone) => void client.rule({ anyone })}
      />
      <SitesField sites={access.sites} onChange={(sites) => void client.rule({ sites })} />
    </>
  )
}
