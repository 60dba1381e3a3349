import type { BoardApp } from './board-app.ts'
import { Icon } from './icon.tsx'

/** Pictures that the server won't take, why, and how to try again. */
export function PicturesBanner({ files: { status, retry } }: Pick<BoardApp, 'files'>) {
  const { refused } = status.value
  if (refused === null) return null
  return (
    <section class="refusal island" aria-label="Pictures not saved">
      <Icon name="octagon-alert" />
      <div>
        <p class="refusal-reason">
          {refused.count === 1 ? '1 picture could not be saved' : `${refused.count} pictures could not be saved`}
        </p>
        <p>The server said: {refused.reason}</p>
      </div>
      <button type="button" class="button" onClick={retry}>
        Try again
      </button>
    </section>
  )
}
