import type { ReadonlySignal } from '@preact/signals'
import type { SyncStatus } from '../sync/sync-status.ts'
import { Icon } from './icon.tsx'
import { statusText } from './status-text.ts'
import { useWords } from '../words/use-words.ts'

/** Whether this person's work is safe, and where. */
export function StatusLine({ status }: { status: ReadonlySignal<SyncStatus> }) {
  const t = useWords()
  const { icon, short, long, tone } = statusText(status.value, t)
  return (
    <output class={`status ${tone}`} aria-label={t('Your work')} title={long}>
      <Icon name={icon} spin={icon === 'loader-circle'} />
      <span class="status-short">{short}</span>
      {tone === 'warn' || tone === 'bad' ? <span class="status-long">{long}</span> : <span class="unseen">{long}</span>}
    </output>
  )
}
