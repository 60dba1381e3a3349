import { useSignal } from '@preact/signals'
import { when } from '../../start/when.ts'
import { localeOf } from '../../words/locale.ts'
import { useWords } from '../../words/use-words.ts'
import type { Translate } from '../../words/words.ts'
import type { AccessClient, AccountLine } from './access-client.ts'
import { KeepOut } from './keep-out.tsx'
import { ROLE_WORDS } from './words.ts'

interface AccountsProps {
  readonly accounts: readonly AccountLine[]
  readonly client: Pick<AccessClient, 'keepOut' | 'removeMember'>
}

/** Who opens the board without a link as they are logged in, how they came to it, and the way out; nothing where nobody is. */
export function Accounts({ accounts, client }: AccountsProps) {
  const t = useWords()
  if (accounts.length === 0) return null
  return (
    <section aria-label={t('With an account')}>
      <h3>{t('With an account')}</h3>
      <p>{t('Logged in, they open this board without a link.')}</p>
      <ul class="people-here">
        {accounts.map((account) => (
          <AccountRow key={account.principal} account={account} client={client} />
        ))}
      </ul>
    </section>
  )
}

function AccountRow({ account, client }: { account: AccountLine; client: AccountsProps['client'] }) {
  const t = useWords()
  const { name, principal, role, isYou, member } = account
  const line = (
    <>
      {name || principal} <small>{factsOf(account, t)}</small>
    </>
  )
  if (isYou) return <li>{line}</li>
  return (
    <li>
      <details>
        <summary>{line}</summary>
        <div class="person-ways">
          {member !== null && <RemoveMember name={name} member={member} client={client} />}
          {member === null && role === 'own' && <p>{t('They came by an owner link: replace it to keep them out.')}</p>}
          {role !== 'own' && <KeepOut name={name || principal} principal={principal} client={client} />}
        </div>
      </details>
    </li>
  )
}

function factsOf({ role, isYou, member, link, openedAt }: AccountLine, t: Translate): string {
  const may = role === null ? t('may not open it now') : t('{role:lower}', { role: t(ROLE_WORDS[role].name) })
  const by = role === null ? '' : cameBy({ isYou, member, link }, t)
  const last = openedAt === null ? '' : t('opened {when}', { when: when(Date.parse(openedAt), Date.now(), localeOf()) })
  return [isYou ? t('you') : '', may, by, last].filter(Boolean).join(', ')
}

function cameBy({ isYou, member, link }: Pick<AccountLine, 'isYou' | 'member' | 'link'>, t: Translate): string {
  if (member !== null) return isYou ? t('it is yours') : t('it is theirs')
  if (link === null) return t('by its address')
  return link === '' ? t('by a link') : t('by the link “{name}”', { name: link })
}

/** Asked twice: without a link they don't come back. */
function RemoveMember({ name, member, client }: { name: string; member: string; client: AccountsProps['client'] }) {
  const t = useWords()
  const isSure = useSignal(false)
  const remove = () => {
    if (isSure.value) void client.removeMember(member)
    isSure.value = true
  }
  return (
    <button
      type="button"
      class="button danger"
      aria-label={
        isSure.value ? t('Remove: the board is {name}’s no longer', { name }) : t('Remove {name} as a member', { name })
      }
      onClick={remove}
    >
      {isSure.value ? t('Remove: it is theirs no longer') : t('Remove')}
    </button>
  )
}
