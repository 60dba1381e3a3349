import type { Deed, LinkParts } from '#board/deeds.ts'
import type { Link } from './board-access.ts'

/** A line of a board's audit trail. */
export interface AuditEntry {
  readonly at: number
  /** Principal; `''`: the server itself. */
  readonly who: string
  readonly deed: Deed
}

type Stored = Omit<AuditEntry, 'deed'> & ({ readonly deed: Deed } | { readonly what: string })

export const writeEntry = (entry: AuditEntry): string => JSON.stringify(entry)

/** Lines of before say what was done in English words. */
export function readEntry(text: string): AuditEntry {
  const stored = JSON.parse(text) as Stored
  const deed: Deed = 'deed' in stored ? stored.deed : { did: 'said', words: stored.what }
  return { at: stored.at, who: stored.who, deed }
}

/** Something done with a link, by what it is called and not by what opens it. */
export const withLink = <Did extends 'link-made' | 'link-replaced' | 'link-revoked'>(
  did: Did,
  { role, label }: Link,
) => ({ did, role, label })

interface LinkChange {
  readonly label?: string | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt?: number | null | undefined
  readonly password?: string | null | undefined
}

/** What of a link was changed, and nothing of a password. */
export const changedParts = ({ label, expiresAt, password }: LinkChange): LinkParts => ({
  label,
  expiresAt: typeof expiresAt === 'number' ? new Date(expiresAt).toISOString() : expiresAt,
  hasPassword: password === undefined ? undefined : password !== null,
})
