import { useSignal } from '@preact/signals'
import { localeOf } from '../../words/locale.ts'
import { useWords } from '../../words/use-words.ts'
import type { AccessClient, AuditLine } from './access-client.ts'
import { deedInWords } from './deed-words.ts'

/** What was changed of who may do what. */
export function AuditTrail({ client }: { client: Pick<AccessClient, 'audit' | 'nameOf'> }) {
  const t = useWords()
  const lines = useSignal<readonly AuditLine[] | null>(null)
  const locale = localeOf()
  const nameOf = (who: string): string => {
    const known = client.nameOf(who)
    return known === undefined ? '' : `, ${known.isYou ? t('you') : known.name}`
  }
  const show = async (isOpen: boolean) => {
    if (isOpen) lines.value = await client.audit().catch(() => [])
  }
  return (
    <details class="audit" onToggle={({ currentTarget }) => void show(currentTarget.open)}>
      <summary>{t('What was changed here')}</summary>
      <ul>
        {lines.value?.map(({ at, who, deed }, index) => (
          <li key={index}>
            {deedInWords(t, deed, locale)}
            <small>
              <time dateTime={at}>{new Date(at).toLocaleString(locale)}</time>
              {nameOf(who)}
            </small>
          </li>
        ))}
      </ul>
    </details>
  )
}
