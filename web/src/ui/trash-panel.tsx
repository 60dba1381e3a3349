import { useSignal } from '@preact/signals'
import { throwAway } from '../sync/board-trash.ts'
import type { PanelProps } from './dialogs.tsx'
import { useWords } from '../words/use-words.ts'
import { whyNot } from './why-not.ts'

/** Asked once: what it means for those who are here, and for how long it can be undone. */
export function Panel({ app: { session, people, status }, open }: PanelProps) {
  const t = useWords()
  const busy = useSignal(false)
  const failed = useSignal<unknown>(undefined)
  const isSaved = status.value.state === 'saved'
  const others = people.value.length
  const move = async () => {
    busy.value = true
    failed.value = undefined
    try {
      await throwAway(session)
      open.value = false
    } catch (error) {
      failed.value = error
    }
    busy.value = false
  }
  return (
    <div class="trash-panel">
      <p>
        {t('It opens to nobody any more, whatever link they have.')}
        {others > 0 &&
          ` ${t('Somebody else is here now and will be sent away.|{count} others are here now and will be sent away.', { count: others })}`}
      </p>
      <p>{t('You can bring it back as it was, with its links and its history, until the server empties its trash.')}</p>
      {!isSaved && <p>{t('Your newest changes are not saved yet. Wait a moment, so that they are in it.')}</p>}
      <output class="start-error">{whyNot(t, failed.value)}</output>
      <div class="dialog-ways">
        <button type="button" class="button" onClick={() => (open.value = false)}>
          {t('Keep it')}
        </button>
        <button type="button" class="button danger" aria-busy={busy.value} onClick={() => void move()}>
          {t('Move to the trash')}
        </button>
      </div>
    </div>
  )
}
