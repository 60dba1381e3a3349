import { UserRound } from 'lucide'
import { Icon } from '../ui/icon.tsx'
import type { Visitor } from './visitor.ts'
import { useWords } from '../words/use-words.ts'

interface WhoIsHereProps {
  readonly visitor: Visitor
  readonly onLogOut: () => void
}

/** Who is logged in, and the way in or out; nothing where nobody logs in. */
export function WhoIsHere({ visitor: { account, login, canLogOut, missing }, onLogOut }: WhoIsHereProps) {
  const t = useWords()
  // Where a login is needed to make a board, the way in stands in the middle of the page already.
  if (account === null)
    return login === null || missing === 'login' ? null : (
      <a class="button start-who" href={login}>
        {t('Log in')}
      </a>
    )
  return (
    <div class="start-who">
      <Icon name={UserRound} />
      <span>{account.name}</span>
      {canLogOut && (
        <button type="button" class="button" onClick={onLogOut}>
          {t('Log out')}
        </button>
      )}
    </div>
  )
}
