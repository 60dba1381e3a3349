import type { Translate } from '../words/words.ts'
import { refusalIn, whyNot } from './why-not.ts'
import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals'
import { CLOSE } from '#board/protocol.ts'
import { bringBack } from '../sync/board-trash.ts'
import type { Session } from '../sync/session.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import type { MenuActions } from './board-actions.ts'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'

type Refused = Extract<SyncStatus, { state: 'refused' }>

interface RefusalBannerProps {
  readonly status: ReadonlySignal<SyncStatus>
  readonly session: Pick<Session, 'role' | 'request'>
  /** Left out where nothing can be saved as a picture. */
  readonly onSave?: MenuActions['save']
  /** Forgets this browser's copy and opens the server's. Asked for only when nothing is lost, or after a yes. Left out where there is nothing to forget. */
  readonly onReset?: () => void
}

/** For those who may only look: fetched when there is something to say. */
export const Panel = RefusalBanner

/** Why the server won't go on with this page, what that means for one's work, and the way out. */
export function RefusalBanner({ status, session, onSave, onReset }: RefusalBannerProps) {
  const t = useWords()
  const asking = useSignal(false)
  const failed = useSignal<unknown>(undefined)
  const onBringBack = () =>
    bringBack(session).then(
      () => location.reload(),
      (error: unknown) => (failed.value = error),
    )
  const now = status.value
  if (now.state !== 'refused') return null
  const { title, text } = wordsFor(now, t)
  return (
    <section class="refusal island" aria-label={t('Not connected')}>
      <Icon name="octagon-alert" />
      <div>
        <p class="refusal-reason">{title}</p>
        <p>{text}</p>
        <output class="start-error">{whyNot(t, failed.value)}</output>
      </div>
      {now.code === CLOSE.inTrash && session.role === 'own' && (
        <Way label={t('Bring it back')} onClick={() => void onBringBack()} />
      )}
      {now.code === CLOSE.notFound && onSave ? (
        <>
          <Way label={t('Save as PNG')} onClick={() => onSave('png')} />
          <Way label={t('Save as SVG')} onClick={() => onSave('svg')} />
        </>
      ) : (
        <Way label={t('Try again')} onClick={() => location.reload()} />
      )}
      {now.code === CLOSE.resetCopy && onReset && (
        <Way label={t('Use the server’s copy')} onClick={() => (now.changes > 0 ? (asking.value = true) : onReset())} />
      )}
      {onReset && <ResetDialog open={asking} changes={now.changes} onReset={onReset} />}
    </section>
  )
}

const TITLES: Readonly<Record<number, string>> = {
  [CLOSE.unauthorized]: 'Your way onto this board has been closed',
  [CLOSE.inTrash]: 'This board has been moved to the trash',
}

const SENT_LATER: Readonly<Record<number, string>> = {
  [CLOSE.unauthorized]: ', and are sent when you open the board here with a new link',
  [CLOSE.inTrash]: ', and are sent when the board is brought back and you open it here',
}

/** A board that is gone is only in this browser; otherwise only what could not be sent is. */
function wordsFor(refused: Refused, t: Translate): { readonly title: string; readonly text: string } {
  const { code, changes } = refused
  if (code === CLOSE.notFound)
    return {
      title: t('This board is no longer on the server'),
      text:
        changes === 0
          ? t('You are looking at the copy in this browser.')
          : t('You are looking at the copy in this browser, with {count} of your changes that nobody else has.', {
              count: changes,
            }),
    }
  return {
    title: code in TITLES ? t(TITLES[code]!) : refusalIn(t, refused),
    text:
      changes === 0
        ? t('Everything you drew is saved. What you draw now stays in this browser.')
        : `${t('{count} of your changes could not be sent. They stay in this browser', { count: changes })}${t(SENT_LATER[code] ?? '')}.`,
  }
}

interface ResetDialogProps {
  readonly open: Signal<boolean>
  readonly changes: number
  readonly onReset: () => void
}

function ResetDialog({ open, changes, onReset }: ResetDialogProps) {
  const t = useWords()
  return (
    <Dialog open={open} title={t('Give up your changes?')}>
      <p>
        {t(
          'One change that you made here never reached the server.|{count} changes that you made here never reached the server.',
          { count: changes },
        )}{' '}
        {t('With the server’s copy they are gone for good.')}
      </p>
      <div class="dialog-ways">
        <Way label={t('Keep them')} onClick={() => (open.value = false)} />
        <Way label={t('Give them up')} onClick={onReset} />
      </div>
    </Dialog>
  )
}

function Way({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" class="button" onClick={onClick}>
      {label}
    </button>
  )
}
