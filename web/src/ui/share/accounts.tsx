import { useSignal } from '@preact/signals'
import { when } from '../../start/when.ts'
import type { AccessClient, AccountLine } from './access-client.ts'
import { KeepOut } from './keep-out.tsx'
import { ROLE_WORDS } from './words.ts'

interface AccountsProps {
  readonly accounts: readonly AccountLine[]
  readonly client: Pick<AccessClient, 'keepOut' | 'removeMember'>
}

/** Who opens the board without a link as they are logged in, how they came to it, and the way out; nothing where nobody is. */
export function Accounts({ accounts, client }: AccountsProps) {
  if (accounts.length === 0) return null
  return (
    <section aria-label="With an account">
      <h3>With an account</h3>
      <p>Logged in, they open this board without a link.</p>
      <ul class="people-here">
        {accounts.map((account) => (
          <AccountRow key={account.principal} account={account} client={client} />
        ))}
      </ul>
    </section>
  )
}

function AccountRow({ account, client }: { account: AccountLine; client: AccountsProps['client'] }) {
  const { name, principal, role, isYou, member } = account
  const line = (
    <>
      {name || principal} <small>{factsOf(account)}</small>
    </>
  )
  if (isYou) return <li>{line}</li>
  return (
    <li>
      <details>
        <summary>{line}</summary>
        <div class="person-ways">
          {member !== null && <RemoveMember name={name} member={member} client={client} />}
          {member === null && role === 'own' && <p>They came by an owner link: replace it to keep them out.</p>}
          {role !== 'own' && <KeepOut name={name || principal} principal={principal} client={client} />}
        </div>
      </details>
    </li>
  )
}

function factsOf({ role, isYou, member, link, openedAt }: AccountLine): string {
  const may = role === null ? 'may not open it now' : ROLE_WORDS[role].name.toLowerCase()
  const by =
    member !== null
      ? 'it is theirs'
      : link === null
        ? 'by its address'
        : link === ''
          ? 'by a link'
          : `by the link “${link}”`
  const last = openedAt === null ? '' : `opened ${when(Date.parse(openedAt), Date.now())}`
  return [isYou ? 'you' : '', may, role === null ? '' : by, last].filter(Boolean).join(', ')
}

/** Asked twice: without a link they don't come back. */
function RemoveMember({ name, member, client }: { name: string; member: string; client: AccountsProps['client'] }) {
  const isSure = useSignal(false)
  const remove = () => {
    if (isSure.value) void client.removeMember(member)
    isSure.value = true
  }
  return (
    <button
      type="button"
      class="button danger"
      aria-label={isSure.value ? `Remove: the board is ${name}’s no longer` : `Remove ${name} as a member`}
      onClick={remove}
    >
      {isSure.value ? 'Remove: it is theirs no longer' : 'Remove'}
    </button>
  )
}
