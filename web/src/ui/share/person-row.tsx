import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Role } from '#board/protocol.ts'
import { when } from '../../start/when.ts'
import type { AccessClient, AuthorLine, Undone, Work } from './access-client.ts'
import { ROLE_WORDS } from './words.ts'

/** Somebody who is here, or who has worked on the board. */
export interface KnownPerson {
  readonly principal: string
  readonly name: string
  readonly verified: boolean
  /** `null`: they are not here. */
  readonly role: Role | null
  /** What the link is called that they are here with. */
  readonly link: string | null
  /** What they did, as far as history reaches. */
  readonly activity: AuthorLine | undefined
}

interface PersonRowProps {
  readonly person: KnownPerson
  readonly client: AccessClient
  /** Shows elements on the board; what of them can be seen. */
  readonly onShow: (ids: readonly string[]) => void
}

/** For how long somebody can be kept out, minutes; none: until they are let in. */
const TIMES: readonly (readonly [string, number | null])[] = [
  ['5 minutes', 5],
  ['1 hour', 60],
  ['1 day', 24 * 60],
  ['1 week', 7 * 24 * 60],
  ['until I let them in', null],
]
const USUAL = 1

/** One person: who they are at once, what they did and what one can do about it a click away. */
export function PersonRow({ person, client, onShow }: PersonRowProps) {
  const { name, principal, activity, role } = person
  const work = useSignal<Work | null>(null)
  const look = async (isOpen: boolean) => {
    if (isOpen && activity) work.value = await client.work(principal)
  }
  return (
    <li>
      <details onToggle={({ currentTarget }) => void look(currentTarget.open)}>
        <summary>
          {name} <small>{factsOf(person)}</small>
        </summary>
        <div class="person-ways">
          {activity && <WorkOf name={name} principal={principal} work={work.value} client={client} onShow={onShow} />}
          {role !== 'own' && <KeepOut name={name} principal={principal} client={client} />}
        </div>
      </details>
    </li>
  )
}

function factsOf({ verified, role, link, activity }: KnownPerson): string {
  const did = activity && `${counted(activity.updates, 'change')}, last ${when(Date.parse(activity.to), Date.now())}`
  return [verified ? 'verified' : '', role === null ? 'not here' : ROLE_WORDS[role].name.toLowerCase(), link, did]
    .filter(Boolean)
    .join(', ')
}

interface WorkOfProps {
  readonly name: string
  readonly principal: string
  /** `null` until it is known. */
  readonly work: Work | null
  readonly client: AccessClient
  readonly onShow: (ids: readonly string[]) => void
}

function WorkOf({ name, principal, work, client, onShow }: WorkOfProps) {
  const isSure = useSignal(false)
  const undone = useSignal<Undone | null>(null)
  if (undone.value !== null)
    return <PutBack undone={undone.value} client={client} onDone={() => (undone.value = null)} />
  if (work === null) return <p aria-busy="true">Looking at what they did…</p>
  const seen = [...work.added, ...work.kept, ...work.changed]
  const isNothing = seen.length + work.removed === 0
  const undo = async () => {
    if (!isSure.value) isSure.value = true
    else undone.value = (await client.undo({ principal })) ?? null
  }
  return (
    <>
      <p>{isNothing ? 'Nothing of it is left on the board.' : saidOf(work)}</p>
      {!isNothing && (
        <div class="link-ways">
          {seen.length > 0 && (
            <button type="button" class="button" aria-label={`Show what ${name} did`} onClick={() => onShow(seen)}>
              Show it
            </button>
          )}
          <button
            type="button"
            class="button danger"
            aria-label={isSure.value ? `Undo: take back all of ${name}` : `Undo all of ${name}`}
            onClick={() => void undo()}
          >
            {isSure.value ? 'Undo: what others did stays' : 'Undo all of it'}
          </button>
        </div>
      )}
    </>
  )
}

function PutBack({ undone, client, onDone }: { undone: Undone; client: AccessClient; onDone: () => void }) {
  const { removed, added, changed, kept, update } = undone
  const said = [
    [removed, 'taken away'],
    [added, 'brought back'],
    [changed, 'as they were'],
    [kept, 'left, as others worked on them'],
  ] as const
  const put = async (seq: number) => {
    await client.undo({ update: seq })
    onDone()
  }
  return (
    <>
      <p role="status">
        {said
          .filter(([count]) => count > 0)
          .map(([count, what]) => `${count} ${what}`)
          .join(', ') || 'There was nothing to undo'}
        .
      </p>
      {update !== null && (
        <button type="button" class="button" onClick={() => void put(update)}>
          Put it back
        </button>
      )}
    </>
  )
}

/** “3 strokes and 1 note on the board, 2 of others changed, 1 deleted; 4 that others went on with” */
function saidOf({ added, kinds, changed, removed, kept }: Work): string {
  const drawn = Object.entries(kinds).map(([kind, count]) => counted(count, kind.replaceAll('-', ' ')))
  return [
    added.length > 0 ? `${drawn.join(', ')} on the board` : '',
    changed.length > 0 ? `${changed.length} of others changed` : '',
    removed > 0 ? `${removed} of others deleted` : '',
    kept.length > 0 ? `${kept.length} that others went on with` : '',
  ]
    .filter(Boolean)
    .join('; ')
    .concat('.')
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function KeepOut({ name, principal, client }: { name: string; principal: string; client: AccessClient }) {
  const id = useId()
  const time = useSignal(USUAL)
  return (
    <div class="link-ways">
      <select
        id={id}
        class="field"
        aria-label={`For how long ${name} is kept out`}
        value={String(time.value)}
        onChange={({ currentTarget }) => (time.value = currentTarget.selectedIndex)}
      >
        {TIMES.map(([words], index) => (
          <option key={words} value={String(index)}>
            {words}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button"
        aria-label={`Remove ${name}`}
        onClick={() => void client.keepOut(principal, name, TIMES[time.value]?.[1] ?? null)}
      >
        Remove
      </button>
    </div>
  )
}
