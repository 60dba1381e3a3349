import type { ReadonlySignal } from '@preact/signals'
import { CLOSE } from '#board/protocol.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import { Icon } from './icon.tsx'

interface RefusalBannerProps {
  readonly status: ReadonlySignal<SyncStatus>
  /** Forgets this browser's copy and opens the server's. */
  readonly onReset: () => void
}

/** Why the server won't go on with this page, what that means for one's work, and the way out. */
export function RefusalBanner({ status, onReset }: RefusalBannerProps) {
  const now = status.value
  if (now.state !== 'refused') return null
  const { code, reason, changes } = now
  return (
    <section class="refusal island" aria-label="Not connected">
      <Icon name="octagon-alert" />
      <div>
        <p class="refusal-reason">{reason}</p>
        <p>
          {changes === 0
            ? 'Everything you drew is saved. What you draw now stays in this browser.'
            : `${changes} of your changes could not be sent. They stay in this browser.`}
        </p>
      </div>
      <button type="button" class="button" onClick={() => location.reload()}>
        Try again
      </button>
      {code === CLOSE.resetCopy && (
        <button type="button" class="button" onClick={onReset}>
          Use the server’s copy
        </button>
      )}
    </section>
  )
}
