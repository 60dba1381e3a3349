import type { ReadonlySignal } from '@preact/signals'
import { download, fileNameOf } from '../export/download.ts'
import type { LostWork } from '../sync/rescue.ts'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'
import { refusalIn } from './why-not.ts'

interface LostWorkBannerProps {
  readonly lost: ReadonlySignal<LostWork | null>
  /** Of the board: the file is named after it. */
  readonly title: string
  readonly onForget: () => void
}

/** What of somebody's work could not be saved, why, and the work itself to keep. */
export function LostWorkBanner({ lost, title, onForget }: LostWorkBannerProps) {
  const t = useWords()
  const work = lost.value
  if (work === null) return null
  const { changes, waits } = work
  return (
    <section class="refusal island" aria-label={t('Not saved')}>
      <Icon name="octagon-alert" />
      <div>
        <p class="refusal-reason">
          {waits
            ? t('{count} change of yours not on the board|{count} changes of yours not on the board', {
                count: changes,
              })
            : t('{count} change could not be saved|{count} changes could not be saved', { count: changes })}
        </p>
        <p>
          {waits
            ? t(
                'You may only look now. They are kept in this browser, and come back when you may change the board again.',
              )
            : t('The server said: {reason}', { reason: refusalIn(t, work) })}
        </p>
      </div>
      <button type="button" class="button" onClick={() => download(fileOf(work), fileNameOf(title, 'json'))}>
        {changes === 1 ? t('Download it') : t('Download them')}
      </button>
      <button type="button" class="button" onClick={onForget}>
        {waits ? t('Give up') : t('Dismiss')}
      </button>
    </section>
  )
}

/** Readable, and with nothing left out: bytes are lists of numbers. */
export function fileOf({ reason, items }: LostWork): Blob {
  const bytesAsNumbers = (_key: string, value: unknown) => (value instanceof Uint8Array ? [...value] : value)
  return new Blob([JSON.stringify({ reason, items }, bytesAsNumbers, 2)], { type: 'application/json' })
}
