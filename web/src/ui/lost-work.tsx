import type { ReadonlySignal } from '@preact/signals'
import { download, fileNameOf } from '../export/download.ts'
import type { LostWork } from '../sync/rescue.ts'
import { Icon } from './icon.tsx'

interface LostWorkBannerProps {
  readonly lost: ReadonlySignal<LostWork | null>
  /** Of the board: the file is named after it. */
  readonly title: string
  readonly onForget: () => void
}

/** What of somebody's work could not be saved, why, and the work itself to keep. */
export function LostWorkBanner({ lost, title, onForget }: LostWorkBannerProps) {
  const work = lost.value
  if (work === null) return null
  const { changes, reason, waits } = work
  return (
    <section class="refusal island" aria-label="Not saved">
      <Icon name="octagon-alert" />
      <div>
        <p class="refusal-reason">
          {changes === 1 ? '1 change' : `${changes} changes`}{' '}
          {waits ? 'of yours not on the board' : 'could not be saved'}
        </p>
        <p>
          {waits
            ? 'You may only look now. They are kept in this browser, and come back when you may change the board again.'
            : `The server said: ${reason}`}
        </p>
      </div>
      <button type="button" class="button" onClick={() => download(fileOf(work), fileNameOf(title, 'json'))}>
        {changes === 1 ? 'Download it' : 'Download them'}
      </button>
      <button type="button" class="button" onClick={onForget}>
        {waits ? 'Give up' : 'Dismiss'}
      </button>
    </section>
  )
}

/** Readable, and with nothing left out: bytes are lists of numbers. */
export function fileOf({ reason, items }: LostWork): Blob {
  const bytesAsNumbers = (_key: string, value: unknown) => (value instanceof Uint8Array ? [...value] : value)
  return new Blob([JSON.stringify({ reason, items }, bytesAsNumbers, 2)], { type: 'application/json' })
}
