import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { LIMITS } from '#board/limits.ts'
import { PERSON_COLORS } from '#board/presence.ts'
import { type Guest, initialsOf, nameFrom } from './guest.ts'
import { PeopleMenu } from './people-menu.tsx'
import type { Person } from './presence.ts'
import { useWords } from '../words/use-words.ts'

/** More people than this are summed up. */
const SHOWN = 4

interface PeopleProps {
  readonly me: Guest
  readonly others: readonly Person[]
  /** How many more there are, whom one isn't shown. */
  readonly unseen: number
  readonly onRename: (me: Guest) => void
  /** Whom I follow. */
  readonly following: number | null
  /** Look at what this person is looking at, from now on. */
  readonly onFollow: (client: number | null) => void
}

/** Who is here, me first. */
export function People({ me, others, unseen, following, onRename, onFollow }: PeopleProps) {
  const t = useWords()
  const shown = others.slice(0, others.length > SHOWN ? SHOWN - 1 : SHOWN)
  const all = others.length + unseen
  const more = all - shown.length
  const everybody = useId()
  const whoAre = (count: number) => t('+{count}: show who they are', { count })
  return (
    <fieldset class="people" aria-label={t('People here: {count}', { count: all + 1 })}>
      {more > 0 && (
        <button
          type="button"
          class="avatar more"
          aria-label={whoAre(more)}
          title={t('People')}
          popovertarget={everybody}
        >
          +{more}
        </button>
      )}
      {shown.toReversed().map(({ client, name, color, verified = false }) => (
        <button
          key={client}
          type="button"
          class={verified ? 'avatar verified' : 'avatar'}
          style={{ '--person': color }}
          aria-label={verified ? t('Follow {name}, verified', { name }) : t('Follow {name}', { name })}
          aria-pressed={client === following}
          title={verified ? t('Follow {name} (verified)', { name }) : t('Follow {name}', { name })}
          data-initials={initialsOf(name)}
          onClick={() => onFollow(client === following ? null : client)}
        />
      ))}
      {others.length > 0 && (
        <button
          type="button"
          class="avatar count"
          aria-label={whoAre(all)}
          title={t('People')}
          popovertarget={everybody}
        >
          +{all}
        </button>
      )}
      <Me me={me} onRename={onRename} />
      <PeopleMenu id={everybody} others={others} unseen={unseen} following={following} onFollow={onFollow} />
    </fieldset>
  )
}

/** My own avatar; it opens a small form with my name and colour. */
function Me({ me, onRename }: { me: Guest; onRename: (me: Guest) => void }) {
  const t = useWords()
  const card = useRef<HTMLFormElement>(null)
  const open = useSignal(false)
  const field = useId()
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    card.current?.hidePopover()
  }
  return (
    <>
      <button
        type="button"
        class={me.verified ? 'avatar me verified' : 'avatar me'}
        style={{ '--person': me.color }}
        aria-label={
          me.verified
            ? t('You are {name}: change colour', { name: me.name })
            : t('You are {name}: change name or colour', { name: me.name })
        }
        aria-expanded={open.value}
        title={me.verified ? t('{name} (you, verified)', { name: me.name }) : t('{name} (you)', { name: me.name })}
        data-initials={initialsOf(me.name)}
        popovertarget={`${field}-card`}
      />
      <form
        ref={card}
        id={`${field}-card`}
        class="me-card island"
        popover="auto"
        aria-label={t('You')}
        onSubmit={onSubmit}
        onToggle={(event) => (open.value = event.newState === 'open')}
      >
        <label htmlFor={field}>{t('Your name')}</label>
        <input
          id={field}
          class="field"
          value={me.name}
          readOnly={me.verified}
          maxLength={LIMITS.nameLength}
          autocomplete="off"
          spellcheck={false}
          onKeyDown={(event) => event.stopPropagation()}
          onChange={(event) => {
            const name = nameFrom(event.currentTarget.value)
            if (name) onRename({ ...me, name })
            else event.currentTarget.value = me.name
          }}
        />
        <fieldset>
          <legend>{t('Your colour')}</legend>
          <div class="me-colors">
            {PERSON_COLORS.map((color, i) => (
              <input
                key={color}
                type="radio"
                name={`${field}-color`}
                aria-label={t('Colour {place}', { place: i + 1 })}
                style={{ '--person': color }}
                checked={color === me.color}
                onChange={() => onRename({ ...me, color })}
              />
            ))}
          </div>
        </fieldset>
      </form>
    </>
  )
}
