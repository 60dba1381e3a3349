import type { BoardApp } from './board-app.ts'
import { Icon } from './icon.tsx'
import { useWords } from '../words/use-words.ts'
import { refusalIn } from './why-not.ts'

/** Pictures that the server won't take, why, and how to try again. */
export function PicturesBanner({ files: { status, retry } }: Pick<BoardApp, 'files'>) {
  const t = useWords()
  const { refused } = status.value
  if (refused === null) return null
  return (
    <section class="refusal island" aria-label={t('Pictures not saved')}>
      <Icon name="octagon-alert" />
      <div>
        <p class="refusal-reason">
          {t('{count} picture could not be saved|{count} pictures could not be saved', { count: refused.count })}
        </p>
        <p>{t('The server said: {reason}', { reason: refusalIn(t, refused.why) })}</p>
      </div>
      <button type="button" class="button" onClick={retry}>
        {t('Try again')}
      </button>
    </section>
  )
}
