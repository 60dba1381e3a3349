import { localeOf } from '../words/locale.ts'
import type { Translate } from '../words/words.ts'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { History, NamedVersion, Past, Sitting } from '../sync/past.ts'
import { patiently } from '../sync/patiently.ts'
import { IconButton } from '../ui/icon-button.tsx'
import type { TimeMachine } from './time-machine.ts'
import { useWords } from '../words/use-words.ts'

interface ListProps {
  readonly machine: TimeMachine
  readonly past: Past
}

const DAY_S = 86_400

/** Moments that have a name, and who worked when, the newest first. */
export function HistoryList({ machine, past }: ListProps) {
  const t = useWords()
  const { history } = machine
  const queue = useRef(Promise.resolve())
  const found = history.value
  if (!found) return machine.problem.value === null ? <p aria-busy="true">{t('One moment…')}</p> : null
  const forget = async (version: string) => {
    await past.forget(version)
    await machine.refresh()
  }
  const common = { machine, past, queue }
  return (
    <div class="history-list">
      {found.versions.length > 0 && (
        <section aria-label={t('Named moments')}>
          <h3>{t('Named')}</h3>
          <ul>
            {found.versions.toReversed().map((version) => (
              <li key={version.version}>
                <Entry {...common} {...entryOfVersion(version, t)} />
                <IconButton
                  icon="trash-2"
                  label={t('Forget “{name}”', { name: version.name })}
                  onClick={() => void forget(version.version)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('Work on this board')}>
        <h3>{t('Work')}</h3>
        <ul>
          {found.sittings.toReversed().map((sitting) => (
            <li key={sitting.fromSeq}>
              <Entry {...common} {...entryOfSitting(sitting, t)} />
            </li>
          ))}
        </ul>
        <p class="history-kept">
          {t(
            'Everything of the last day is kept, and what has a name until you forget it.|Everything of the last {count} days is kept, and what has a name until you forget it.',
            {
              count: Math.max(1, Math.round(found.keptSeconds / DAY_S)),
            },
          )}
        </p>
      </section>
    </div>
  )
}

interface EntryData {
  readonly version: string
  readonly seq: number
  readonly title: string
  readonly detail: string
}

const entryOfVersion = ({ version, seq, name, at, by }: NamedVersion, t: Translate): EntryData => ({
  version,
  seq,
  title: name,
  detail: by === '' ? timeOf(at) : `${timeOf(at)} · ${t('named by {name}', { name: by })}`,
})

const entryOfSitting = ({ toSeq, from, to, updates, people }: Sitting, t: Translate): EntryData => ({
  version: String(toSeq),
  seq: toSeq,
  title: namesOf({ people }, t),
  detail: `${timeOf(from)} – ${clockOf(to)} · ${t('{count} change|{count} changes', { count: updates })}`,
})

/** Each once, the busiest first. */
const namesOf = ({ people }: Pick<Sitting, 'people'>, t: Translate): string =>
  [...new Set(people.map(({ name }) => name || t('A program')))].join(', ') || t('Somebody')

/** Moments that another can be compared with, by what they are called in requests. */
export const momentsOf = (
  { newest, versions, sittings }: History,
  t: Translate,
): readonly (readonly [string, string])[] => [
  [String(newest), t('now')],
  ...versions.toReversed().map(({ version, name }) => [version, `“${name}”`] as const),
  ...sittings
    .toReversed()
    .map((sitting) => [String(sitting.toSeq), `${timeOf(sitting.to)}, ${namesOf(sitting, t)}`] as const),
]

const timeOf = (iso: string): string =>
  new Date(iso).toLocaleString(localeOf(), { dateStyle: 'medium', timeStyle: 'short' })
const clockOf = (iso: string): string => new Date(iso).toLocaleTimeString(localeOf(), { timeStyle: 'short' })

interface EntryProps extends EntryData, ListProps {
  /** Thumbnails are asked for one after the other. */
  readonly queue: { current: Promise<void> }
}

function Entry({ machine, past, queue, version, seq, title, detail }: EntryProps) {
  return (
    <button
      type="button"
      class="history-entry"
      aria-current={machine.seq.value === seq ? 'true' : undefined}
      onClick={() => void machine.goTo(seq)}
    >
      <Thumbnail past={past} queue={queue} version={version} />
      <span>
        <strong>{title}</strong>
        <small>{detail}</small>
      </span>
    </button>
  )
}

function Thumbnail({ past, queue, version }: Pick<EntryProps, 'past' | 'queue' | 'version'>) {
  const place = useRef<HTMLSpanElement>(null)
  const address = useSignal<string | null>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    let isOver = false
    const load = async () => {
      if (isOver) return
      const picture = await patiently(() => past.thumbnail(version)).catch(() => undefined)
      if (picture && !isOver) address.value = URL.createObjectURL(picture)
    }
    // Only those that somebody gets to see.
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      seen.disconnect()
      queue.current = queue.current.then(load)
    })
    seen.observe(element)
    return () => {
      isOver = true
      seen.disconnect()
      if (address.peek() !== null) URL.revokeObjectURL(address.peek() as string)
    }
  }, [past, version])
  return (
    <span ref={place} class="history-thumbnail">
      {address.value !== null && <img src={address.value} alt="" />}
    </span>
  )
}
