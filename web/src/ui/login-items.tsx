import { UserRound } from 'lucide'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Reception, reception, type Visitor } from '../start/visitor.ts'
import { MenuItem } from './menu-item.tsx'
import { useWords } from '../words/use-words.ts'

interface LoginItemsProps {
  readonly reception: Reception
  /** Goes to another page. */
  readonly go: (path: string) => void
}

/** In the menu of a board. */
export const Panel = () => <LoginItems reception={reception} go={(path) => location.assign(path)} />

/** Who somebody is logged in as, and the way in or out, asked anew whenever it is shown; nothing where nobody logs in. */
export function LoginItems({ reception, go }: LoginItemsProps) {
  const t = useWords()
  const visitor = useSignal<Visitor | undefined>(undefined)
  useEffect(() => void reception.ask().then((answer) => (visitor.value = answer)), [reception])
  const logOut = async () => {
    const to = await reception.logOut()
    if (to !== undefined) go(to)
  }
  const { account = null, login = null, canLogOut = false } = visitor.value ?? {}
  if (account === null && login === null) return null
  return (
    <>
      <hr />
      {account === null ? (
        <MenuItem icon={UserRound} href={`${login}?to=${encodeURIComponent(location.pathname + location.search)}`}>
          {t('Log in')}
        </MenuItem>
      ) : (
        <MenuItem icon={UserRound} inactive>
          {t('Logged in as {name}', { name: account.name })}
        </MenuItem>
      )}
      {canLogOut && <MenuItem onClick={() => void logOut()}>{t('Log out')}</MenuItem>}
    </>
  )
}
