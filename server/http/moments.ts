import { z } from 'zod'
import type { Moment } from '../storage/past.ts'
import { HttpError } from './errors.ts'

/** A moment of a board, as it is said in addresses and bodies. */
export const moment = z
  .string()
  .transform((text, context): Moment => {
    const named = /^v(\d{1,15})$/.exec(text)
    if (named !== null) return { version: Number(named[1]) }
    if (/^\d{1,15}$/.test(text)) return { seq: Number(text) }
    const atMs = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
    if (Number.isNaN(atMs)) context.addIssue('must be the number of an update, v and the id of a version, or a time')
    return { atMs }
  })
  .describe('A moment: the number of an update, `v` and the id of a named version, or a time (ISO 8601).')

export const noSuchMoment = (): HttpError =>
  new HttpError(404, 'no-such-moment', 'The board was never like that, or its history does not reach that far back.')
