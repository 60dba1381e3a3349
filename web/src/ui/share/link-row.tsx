import { localeOf } from '../../words/locale.ts'
import type { Translate } from '../../words/words.ts'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { boardUrl, embedUrl } from '../../start/board-address.ts'
import { when } from '../../start/when.ts'
import type { Toasts } from '../toasts.tsx'
import type { AccessClient, OwnedLink } from './access-client.ts'
import { CopyField } from './copy-field.tsx'
import { QrCode } from './qr-code.tsx'
import { ROLE_WORDS } from './words.ts'
import { useWords } from '../../words/use-words.ts'

interface LinkRowProps {
  readonly board: string
  readonly link: OwnedLink
  readonly client: AccessClient
  readonly toasts: Toasts
}

const LABEL_LENGTH = 60

/** HTML that shows a board, live, in somebody's page. */
export const embedCode = (id: string, secret?: string): string =>
  `<iframe src="${embedUrl(id, secret)}" title="Drawbridge board" width="800" height="500" style="border:0" allow="clipboard-write"></iframe>`

/** One link: copied at once; everything else about it is a click away. */
export function LinkRow({ board, link, client, toasts }: LinkRowProps) {
  const t = useWords()
  const secret = client.secretOf(link.id)
  const { name, note } = ROLE_WORDS[link.role]
  const kind = t('{role} link', { role: t(name) })
  const title = link.label === '' ? kind : `${kind}, ${link.label}`
  return (
    <li class="link-row">
      {secret === undefined ? (
        <div class="link-elsewhere">
          <h3>{title}</h3>
          <p>{t('Made in another browser: only that one can copy it.')}</p>
          <button
            type="button"
            class="button"
            aria-label={t('Replace the {link:lower} with one to copy', { link: title })}
            onClick={() => void client.replace(link.id)}
          >
            {t('Replace it')}
          </button>
        </div>
      ) : (
        <CopyField
          label={title}
          note={t(note)}
          text={boardUrl(board, secret)}
          toasts={toasts}
          primary={link.role === 'edit'}
        />
      )}
      <details>
        <summary>{summaryOf(link, t)}</summary>
        <LinkDetails board={board} link={link} client={client} toasts={toasts} secret={secret} title={title} />
      </details>
    </li>
  )
}

function summaryOf({ hasPassword, expiresAt, usedAt }: OwnedLink, t: Translate): string {
  const used =
    usedAt === null ? t('not used yet') : t('used {when}', { when: when(Date.parse(usedAt), Date.now(), localeOf()) })
  const until = expiresAt === null ? [] : [t('until {time}', { time: new Date(expiresAt).toLocaleString(localeOf()) })]
  return [t('Details: {used}', { used }), ...(hasPassword ? [t('with a password')] : []), ...until].join(', ')
}

type LinkDetailsProps = LinkRowProps & { readonly secret: string | undefined; readonly title: string }

function LinkDetails({ board, link, client, toasts, secret, title }: LinkDetailsProps) {
  const t = useWords()
  const id = useId()
  const sure = useSignal<'replace' | 'revoke' | null>(null)
  /** Asked twice: what people hold stops working. */
  const careful = (what: 'replace' | 'revoke') => () => {
    if (sure.value !== what) sure.value = what
    else void client[what](link.id)
  }
  return (
    <div class="link-details">
      {secret !== undefined && (
        <QrCode text={boardUrl(board, secret)} label={t('QR code of the {link:lower}', { link: title })} />
      )}
      {secret !== undefined && link.role !== 'own' && (
        <CopyField label={t('Embed code')} text={embedCode(board, secret)} toasts={toasts} />
      )}
      <div class="link-fields">
        <label htmlFor={`${id}-label`}>{t('Label')}</label>
        <input
          id={`${id}-label`}
          class="field"
          value={link.label}
          maxLength={LABEL_LENGTH}
          autocomplete="off"
          onChange={({ currentTarget }) => void client.change(link.id, { label: currentTarget.value })}
        />
        <label htmlFor={`${id}-until`}>{t('Works until')}</label>
        <input
          id={`${id}-until`}
          class="field"
          type="datetime-local"
          value={localTime(link.expiresAt)}
          onBlur={({ currentTarget: { value } }) =>
            value !== localTime(link.expiresAt) &&
            void client.change(link.id, { expiresAt: value === '' ? null : new Date(value).toISOString() })
          }
        />
        <label htmlFor={`${id}-password`}>{t('Password')}</label>
        <input
          id={`${id}-password`}
          class="field"
          type="password"
          autocomplete="new-password"
          placeholder={link.hasPassword ? t('Set; type another, or leave blank') : t('None')}
          onChange={({ currentTarget }) => {
            const password = currentTarget.value
            currentTarget.value = ''
            if (password !== '') void client.change(link.id, { password })
          }}
        />
      </div>
      <div class="link-ways">
        {link.hasPassword && (
          <button type="button" class="button" onClick={() => void client.change(link.id, { password: null })}>
            {t('Remove the password')}
          </button>
        )}
        <button type="button" class="button" onClick={careful('replace')}>
          {sure.value === 'replace' ? t('Replace: the old one stops working') : t('Replace')}
        </button>
        <button type="button" class="button danger" onClick={careful('revoke')}>
          {sure.value === 'revoke' ? t('Revoke: whoever came with it has to leave') : t('Revoke')}
        </button>
      </div>
    </div>
  )
}

/** As `datetime-local` wants it. */
function localTime(iso: string | null): string {
  if (iso === null) return ''
  const time = new Date(iso)
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
