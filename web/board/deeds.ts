import type { Role } from './protocol.ts'

interface OfLink {
  readonly role: Role
  /** Empty: it has none. */
  readonly label: string
}

/** What was set of what holds for everybody; what is missing stayed as it was. */
export interface RulesSet {
  /** What the address alone allows. */
  readonly anyone?: Role | null | undefined
  /** The most that anybody but owners may do. */
  readonly cap?: Role | null | undefined
  /** Between two changes of anybody but owners. */
  readonly slowSeconds?: number | undefined
  /** Origins that may show the board; none: as the server says. */
  readonly sites?: readonly string[] | undefined
}

/** What was changed of a link; what is missing stayed as it was. */
export interface LinkParts {
  readonly label?: string | undefined
  /** ISO 8601; `null`: never. */
  readonly expiresAt?: string | null | undefined
  /** Whether it has one now; which, is nobody's business. */
  readonly hasPassword?: boolean | undefined
}

/** A line of a board's audit trail: what was done, and with what. Whoever reads it is told in their language. */
export type Deed =
  | { readonly did: 'board-made' | 'board-claimed' | 'board-trashed' | 'board-restored' }
  | ({ readonly did: 'link-made' | 'link-replaced' | 'link-revoked' } & OfLink)
  | ({ readonly did: 'link-changed'; readonly changed: LinkParts } & OfLink)
  | { readonly did: 'rules-set'; readonly rules: RulesSet }
  | { readonly did: 'member-removed'; readonly name: string; readonly role: Role }
  /** `minutes` null: until they are let in. */
  | { readonly did: 'person-removed'; readonly name: string; readonly minutes: number | null }
  | { readonly did: 'person-let-in'; readonly name: string }
  | { readonly did: 'work-undone'; readonly name: string }
  | { readonly did: 'update-undone'; readonly update: number }
  /** Somebody knows that so many records are lost. */
  | { readonly did: 'loss-noticed'; readonly count: number }
  /** In the English of servers of before. */
  | { readonly did: 'said'; readonly words: string }
