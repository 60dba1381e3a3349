import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Role } from '#board/protocol.ts'
import { pictureUrl } from '../../start/board-address.ts'
import { showSharedAddress } from '../../start/join-page.ts'
import { showElements } from '../../editor/show-elements.ts'
import type { PanelProps } from '../dialogs.tsx'
import { type AccessClient, createAccessClient } from './access-client.ts'
import { Accounts } from './accounts.tsx'
import { AuditTrail } from './audit-trail.tsx'
import { CopyField } from './copy-field.tsx'
import { LinkRow } from './link-row.tsx'
import { PeopleHere } from './people-here.tsx'
import { Rules } from './rules.tsx'
import { ROLE_ORDER, ROLE_WORDS } from './words.ts'
import { useWords } from '../../words/use-words.ts'
import { whyNot } from '../why-not.ts'

/** All that an owner decides: links, rules, people. */
export function OwnerPanel({ app, open }: PanelProps) {
  const t = useWords()
  const { session, memory, people, toasts, editor } = app
  const client = useMemo(() => createAccessClient(session, memory, () => showSharedAddress(session)), [session, memory])
  useEffect(() => void client.load(), [client])
  const access = client.access.value
  const show = (ids: readonly string[]) => {
    open.value = false
    const shown = showElements(editor, ids)
    if (shown < ids.length)
      toasts.say(t('{count} more are on other pages or hidden layers.', { count: ids.length - shown }))
  }
  return (
    <div class="share">
      <output class="start-error">{whyNot(t, client.problem.value)}</output>
      {client.lost.value > 0 && <Lost client={client} />}
      {access === null ? (
        <p aria-busy="true">{t('Asking the server…')}</p>
      ) : (
        <>
          <section aria-label={t('Links')}>
            <ul class="link-list">
              {access.links
                .toSorted((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role))
                .map((link) => (
                  <LinkRow key={link.id} board={session.board} link={link} client={client} toasts={toasts} />
                ))}
            </ul>
            <NewLink onAdd={(role) => void client.add(role)} />
          </section>
          <CopyField
            label={t('Picture')}
            note={t('Always the newest state, for whoever has this address. End it in .svg for a vector picture.')}
            text={pictureUrl(session.board, 'png', { key: session.pictureKey })}
            toasts={toasts}
          />
          <section aria-label={t('Rules')}>
            <Rules access={access} client={client} />
          </section>
          <section aria-label={t('Who is here')}>
            <h3>{t('Who is here')}</h3>
            <PeopleHere
              access={access}
              here={client.people.value}
              authors={client.authors.value}
              people={people.value}
              client={client}
              onShow={show}
            />
          </section>
          <Accounts accounts={client.accounts.value} client={client} />
          <AuditTrail client={client} />
        </>
      )}
    </div>
  )
}

/** Something of the board could not be read: every page says so until its owner knows. */
function Lost({ client }: { client: AccessClient }) {
  const t = useWords()
  return (
    <section class="claim" aria-label={t('Lost')}>
      <h3>{t('A part of this board is lost')}</h3>
      <p>
        {t(
          '{count} of its changes could not be read from the server’s disk. They are set aside there, and whoever runs the server may still get them back. Everybody here is told until you take notice of it.',
          { count: client.lost.value },
        )}
      </p>
      <button type="button" class="button" onClick={() => void client.acknowledgeLost()}>
        {t('I know')}
      </button>
    </section>
  )
}

function NewLink({ onAdd }: { onAdd: (role: Role) => void }) {
  const t = useWords()
  const role = useSignal<Role>('edit')
  return (
    <div class="new-link">
      <select
        class="field"
        aria-label={t('Role of a new link')}
        value={role.value}
        onChange={({ currentTarget }) => (role.value = ROLE_ORDER.find((one) => one === currentTarget.value) ?? 'view')}
      >
        {ROLE_ORDER.map((one) => (
          <option key={one} value={one}>
            {t(ROLE_WORDS[one].name)}
          </option>
        ))}
      </select>
      <button type="button" class="button" onClick={() => onAdd(role.value)}>
        {t('Add another link')}
      </button>
    </div>
  )
}
