import type { Person } from '../../presence/presence.ts'
import type { AccessClient, OwnedAccess, PersonHere } from './access-client.ts'
import { ROLE_WORDS } from './words.ts'

interface PeopleHereProps {
  readonly access: OwnedAccess
  readonly here: readonly PersonHere[]
  /** As presence knows them. */
  readonly people: readonly Person[]
  readonly client: AccessClient
}

/** An embedded board, a program: whoever tells nobody who they are. */
const NAMELESS = 'Somebody without a name'
/** For how long somebody is kept out. */
const MINUTES = 60

/** Who is connected with what role, and the way out for those who should leave. */
export function PeopleHere({ access, here, people, client }: PeopleHereProps) {
  const others = here
    .filter(({ isYou }) => !isYou)
    .map(({ client: id, name, role, principal, link }) => {
      const person = people.find((one) => one.client === id)
      return { name: person?.name ?? name ?? NAMELESS, verified: name !== null, role, principal, link }
    })
  return (
    <>
      {others.length === 0 && access.bans.length === 0 && <p>Nobody but you.</p>}
      <ul class="people-here">
        {others.map(({ name, verified, role, principal, link }, index) => (
          <li key={index}>
            <span>
              {name}{' '}
              <small>
                {[verified ? 'verified' : '', ROLE_WORDS[role].name.toLowerCase(), link ?? '']
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </span>
            {role !== 'own' && (
              <button
                type="button"
                class="button"
                aria-label={`Remove ${name} for an hour`}
                onClick={() => void client.keepOut(principal, name, MINUTES)}
              >
                Remove
              </button>
            )}
          </li>
        ))}
        {access.bans.map(({ principal, name, until }) => (
          <li key={principal}>
            <span>
              {name} <small>kept out until {new Date(until).toLocaleTimeString()}</small>
            </span>
            <button type="button" class="button" onClick={() => void client.keepOut(principal, name, 0)}>
              Let in
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
