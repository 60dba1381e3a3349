import { CALLS } from './calls.ts'
import { ACTIONS } from '../drawio/actions.ts'
import { ANYTIME } from '../drawio/questions.ts'
import { EVENTS } from './events.ts'

const code = (text: string): string => (text === '' ? '' : `\`${text}\``)

/** For the documentation: what may be called, what it takes and answers, who may, and what it does. */
export const callRows = (): readonly string[][] =>
  Object.entries(CALLS).map(([name, { takes, answers = '', role, about }]) => [
    code(name),
    code(takes.says),
    code(answers),
    role === 'view' ? 'everybody' : 'who may edit',
    about,
  ])

/** The same of what may be listened to. */
export const eventRows = (): readonly string[][] =>
  Object.entries(EVENTS).map(([name, { tells, about }]) => [code(name), code(tells), about])

/** And of what hosts of draw.io may ask for. */
export const actionRows = (): readonly string[][] =>
  Object.entries({ ...ANYTIME, ...ACTIONS }).map(([name, { about }]) => [code(name), about])
