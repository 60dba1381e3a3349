import '../../../styles/share.css'
import { useSignal } from '@preact/signals'
import { type Role, ROLES } from '#board/protocol.ts'
import { boardUrl, pictureUrl } from '../../start/board-address.ts'
import { holdSecrets, makeSecret, sharedSecret } from '../../start/held-links.ts'
import { showSharedAddress } from '../../start/join-page.ts'
import { refusedBecause } from '../../sync/refused.ts'
import type { BoardApp } from '../board-app.ts'
import type { PanelProps } from '../dialogs.tsx'
import { askTwice } from './access-client.ts'
import { CopyField } from './copy-field.tsx'
import { embedCode } from './link-row.tsx'
import { OwnerPanel } from './owner-panel.tsx'
import { QrCode } from './qr-code.tsx'
import { useWords } from '../../words/use-words.ts'
import { whyNot } from '../why-not.ts'

/** What is in the dialog: everything for owners, what they hold themselves for everybody else. */
export const Panel = ({ app, open }: PanelProps) =>
  app.session.role === 'own' ? <OwnerPanel app={app} open={open} /> : <GuestPanel app={app} />

/** The ways to give a board away for somebody who doesn't own it: the link that they came with. */
function GuestPanel({ app }: { app: BoardApp }) {
  const t = useWords()
  const { session, memory, toasts } = app
  const { board: id, pictureKey: key } = session
  const secret = sharedSecret(memory, session)
  return (
    <div class="share">
      <CopyField
        label={t('Link')}
        note={t('Anyone with this link can draw with you.')}
        text={boardUrl(id, secret)}
        toasts={toasts}
        primary
      />
      <details>
        <summary>{t('QR code')}</summary>
        <QrCode text={boardUrl(id, secret)} label={t('QR code of the link')} />
      </details>
      <CopyField
        label={t('Embed code')}
        note={t('The live board in any web page. Add ?readonly to the address to show it only.')}
        text={embedCode(id, secret)}
        toasts={toasts}
      />
      <CopyField
        label={t('Picture')}
        note={t('Always the newest state. End it in .svg for a vector picture.')}
        text={pictureUrl(id, 'png', { key })}
        toasts={toasts}
      />
      {!session.isClaimed && <Claim app={app} />}
    </div>
  )
}

/** A board from before there were links. */
function Claim({ app: { session, memory } }: { app: BoardApp }) {
  const t = useWords()
  const failed = useSignal<unknown>(undefined)
  const claim = async () => {
    const secrets = Object.fromEntries(ROLES.map((role) => [role, makeSecret(role)])) as Record<Role, string>
    const body = { body: JSON.stringify({ secrets }), headers: { 'Content-Type': 'application/json' } }
    const response = await askTwice(() => session.request('/claim', { method: 'POST', ...body })).catch(() => undefined)
    failed.value = response?.ok ? undefined : await refusedBecause(response)
    if (!response?.ok) return
    holdSecrets(memory, session.board, Object.values(secrets))
    session.adopt(secrets.own)
    showSharedAddress(session)
    location.reload()
  }
  return (
    <section class="claim" aria-label={t('Owner')}>
      <h3>{t('Nobody owns this board')}</h3>
      <p>
        {t(
          'Whoever knows its address can draw on it. Make it yours to get a link for each role; the address alone opens nothing any more then, also for those who have it now.',
        )}
      </p>
      <button type="button" class="button" onClick={() => void claim()}>
        {t('Make it mine')}
      </button>
      <output class="start-error">{whyNot(t, failed.value)}</output>
    </section>
  )
}
