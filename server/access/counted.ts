import { browserOf } from './board-access.ts'
import type { Claim } from './board-access.ts'

/** What limits count somebody's doings against; `undefined`: nothing. */
export interface Counted {
  readonly person: string | undefined
  readonly address: string | undefined
}

/**
 * Whom a login or a host vouches for is counted as that person, wherever they are. Guests are counted as themselves, by the name that their browser has
 * at their address (so that nobody elsewhere uses up what is theirs), and also by the address: one can make up as many guests as one likes. Who has shown nothing is
 * counted by the address alone.
 * @param claim what they have shown, signed by us; `undefined`: nothing
 * @param address `undefined`: nobody can be told apart by it
 */
export function countedAs(
  claim: Pick<Claim, 'principal' | 'vouched'> | undefined,
  address: string | undefined,
): Counted {
  if (claim === undefined) return { person: undefined, address }
  if (claim.vouched !== null) return { person: claim.principal, address: undefined }
  return { person: `${browserOf(claim.principal)} ${address ?? ''}`, address }
}
