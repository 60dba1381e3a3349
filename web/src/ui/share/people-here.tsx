import { localeOf } from '../../words/locale.ts'
import type { Person } from '../../presence/presence.ts'
import type { AccessClient, AuthorLine, OwnedAccess, PersonHere } from './access-client.ts'
import { type KnownPerson, PersonRow } from './person-row.tsx'
import { useWords } from '../../words/use-words.ts'

interface PeopleHereProps {
  readonly access: OwnedAccess
  readonly here: readonly PersonHere[]
  readonly authors: readonly AuthorLine[]
  /** As presence knows them. */
  readonly people: readonly Person[]
  readonly client: AccessClient
  readonly onShow: (ids: readonly string[]) => void
}

/** An embedded board, a program: whoever tells nobody who they are. */
const NAMELESS = 'Somebody without a name'

/** Who is connected with what role, who has worked on the board before, what they did, and the way out for those who should leave. */
export function PeopleHere({ access, here, authors, people, client, onShow }: PeopleHereProps) {
  const t = useWords()
  const known = knownPeople(here, authors, people, t(NAMELESS))
  return (
    <>
      {known.length === 0 && access.bans.length === 0 && <p>{t('Nobody but you.')}</p>}
      <ul class="people-here">
        {known.map((person, index) => (
          <PersonRow key={person.principal || index} person={person} client={client} onShow={onShow} />
        ))}
        {access.bans.map(({ principal, name, until }) => (
          <li key={principal} class="kept-out">
            <span>
              {name || t(NAMELESS)}{' '}
              <small>
                {until === null
                  ? t('kept out until you let them in')
                  : t('kept out until {time}', { time: new Date(until).toLocaleString(localeOf()) })}
              </small>
            </span>
            <button
              type="button"
              class="button"
              aria-label={t('Let {name} in', { name: name || t(NAMELESS) })}
              onClick={() => void client.keepOut(principal, name, 0)}
            >
              {t('Let in')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Those who are here first, then those who were. Somebody with several pages open is one person. */
function knownPeople(
  here: readonly PersonHere[],
  authors: readonly AuthorLine[],
  people: readonly Person[],
  nameless: string,
): readonly KnownPerson[] {
  const activities = new Map(authors.map((author) => [author.principal, author]))
  const known = new Map<string, KnownPerson>()
  for (const [index, { isYou, client: id, name, role, principal, link }] of here.entries()) {
    if (isYou) continue
    const person = people.find((one) => one.client === id)
    const activity = activities.get(principal)
    const called = person?.name ?? name ?? (activity?.name || nameless)
    known.set(principal || String(index), { principal, name: called, verified: name !== null, role, link, activity })
  }
  for (const activity of authors) {
    const { principal, name, isYou } = activity
    if (isYou || known.has(principal)) continue
    known.set(principal, { principal, name: name || nameless, verified: false, role: null, link: null, activity })
  }
  return [...known.values()]
}
