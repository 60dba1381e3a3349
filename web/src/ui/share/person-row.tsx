import { localeOf } from '../../words/locale.ts'
import type { Translate } from '../../words/words.ts'
import { useSignal } from '@preact/signals'
import type { Role } from '#board/protocol.ts'
import { when } from '../../start/when.ts'
import type { AccessClient, AuthorLine, Undone, Work } from './access-client.ts'
import { KeepOut } from './keep-out.tsx'
import { ROLE_WORDS } from './words.ts'
import { useWords } from '../../words/use-words.ts'

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

/** One person: who they are at once, what they did and what one can do about it a click away. */
export function PersonRow({ person, client, onShow }: PersonRowProps) {
  const t = useWords()
  const { name, principal, activity, role } = person
  const work = useSignal<Work | null>(null)
  const look = async (isOpen: boolean) => {
    if (isOpen && activity) work.value = await client.work(principal)
  }
  return (
    <li>
      <details onToggle={({ currentTarget }) => void look(currentTarget.open)}>
        <summary>
          {name} <small>{factsOf(person, t)}</small>
        </summary>
        <div class="person-ways">
          {activity && <WorkOf name={name} principal={principal} work={work.value} client={client} onShow={onShow} />}
          {role !== 'own' && <KeepOut name={name} principal={principal} client={client} />}
        </div>
      </details>
    </li>
  )
}

function factsOf({ verified, role, link, activity }: KnownPerson, t: Translate): string {
  const did =
    activity &&
    [
      t('{count} change|{count} changes', { count: activity.updates }),
      t('last {when}', { when: when(Date.parse(activity.to), Date.now(), localeOf()) }),
    ].join(', ')
  return [
    verified ? t('verified') : '',
    role === null ? t('not here') : t('{role:lower}', { role: t(ROLE_WORDS[role].name) }),
    link,
    did,
  ]
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
  const t = useWords()
  const isSure = useSignal(false)
  const undone = useSignal<Undone | null>(null)
  if (undone.value !== null)
    return <PutBack undone={undone.value} client={client} onDone={() => (undone.value = null)} />
  if (work === null) return <p aria-busy="true">{t('Looking at what they did…')}</p>
  const seen = [...work.added, ...work.kept, ...work.changed]
  const isNothing = seen.length + work.removed === 0
  const undo = async () => {
    if (!isSure.value) isSure.value = true
    else undone.value = (await client.undo({ principal })) ?? null
  }
  return (
    <>
      <p>{isNothing ? t('Nothing of it is left on the board.') : saidOf(work, t)}</p>
      {!isNothing && (
        <div class="link-ways">
          {seen.length > 0 && (
            <button
              type="button"
              class="button"
              aria-label={t('Show what {name} did', { name })}
              onClick={() => onShow(seen)}
            >
              {t('Show it')}
            </button>
          )}
          <button
            type="button"
            class="button danger"
            aria-label={isSure.value ? t('Undo: take back all of {name}', { name }) : t('Undo all of {name}', { name })}
            onClick={() => void undo()}
          >
            {isSure.value ? t('Undo: what others did stays') : t('Undo all of it')}
          </button>
        </div>
      )}
    </>
  )
}

function PutBack({ undone, client, onDone }: { undone: Undone; client: AccessClient; onDone: () => void }) {
  const t = useWords()
  const { removed, added, changed, kept, update } = undone
  const said = [
    [removed, '{count} taken away'],
    [added, '{count} brought back'],
    [changed, '{count} as they were'],
    [kept, '{count} left, as others worked on them'],
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
          .map(([count, what]) => t(what, { count }))
          .join(', ') || t('There was nothing to undo')}
        .
      </p>
      {update !== null && (
        <button type="button" class="button" onClick={() => void put(update)}>
          {t('Put it back')}
        </button>
      )}
    </>
  )
}

/** “3 strokes and 1 note on the board, 2 of others changed, 1 deleted; 4 that others went on with” */
function saidOf({ added, kinds, changed, removed, kept }: Work, t: Translate): string {
  const drawn = Object.entries(kinds).map(([kind, count]) =>
    t(`{count} ${kind.replaceAll('-', ' ')}|{count} ${kind.replaceAll('-', ' ')}s`, { count }),
  )
  return [
    added.length > 0 ? t('{things} on the board', { things: drawn.join(', ') }) : '',
    changed.length > 0 ? t('{count} of others changed', { count: changed.length }) : '',
    removed > 0 ? t('{count} of others deleted', { count: removed }) : '',
    kept.length > 0 ? t('{count} that others went on with', { count: kept.length }) : '',
  ]
    .filter(Boolean)
    .join('; ')
    .concat('.')
}
