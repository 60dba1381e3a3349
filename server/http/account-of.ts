import type { Response } from 'express'
import type { Account } from '../access/accounts.ts'

/** Whose request it is; `undefined`: nobody is logged in, which can't be where the policy is `account`. */
export const accountOf = ({ locals }: Response): Account | undefined => locals['account'] as Account | undefined
