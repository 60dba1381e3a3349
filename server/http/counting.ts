import type { Request, Response } from 'express'
import { countedAs } from '../access/counted.ts'
import type { Counted } from '../access/counted.ts'
import { bearerOf } from '../access/gate.ts'
import { Rates } from '../access/rates.ts'
import { accountOf } from './account-of.ts'
import { grantOf } from './door.ts'
import { tooManyRequests } from './errors.ts'

export type AddressOf = (request: Request) => string | undefined

/** Counts what somebody is about to do. @throws {HttpError} 429 when it is too much */
export type Count = (request: Request, response: Response) => void

interface Counting {
  readonly perPerson: number
  readonly perAddress: number
  readonly withinMs: number
  readonly addressOf: AddressOf
  /** What has happened when it is counted. */
  readonly what: string
}

/** Counts what people do by HTTP, each for themselves where it is known who they are. */
export function counting({ perPerson, perAddress, withinMs, addressOf, what }: Counting): Count {
  const rates = new Rates({ person: perPerson, address: perAddress }, withinMs)
  const reasons = { person: `Too many ${what} by you.`, address: `Too many ${what} from where you are.` }
  return (request, response) => {
    const waiting = rates.spend(whoIs(request, response, addressOf(request)), performance.now())
    if (waiting !== undefined) throw tooManyRequests(reasons[waiting.who], waiting.waitMs)
  }
}

/** As far as the door knows. */
function whoIs(request: Request, response: Response, address: string | undefined): Counted {
  const account = accountOf(response)
  if (account !== undefined) return { person: account.id, address: undefined }
  return countedAs(bearerOf(request) === undefined ? undefined : grantOf(response), address)
}
