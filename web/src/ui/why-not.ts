import { Refused, type Refusal } from '../sync/refused.ts'
import type { Translate } from '../words/words.ts'

/** A number, or what stands in quotation marks: the same sentence comes with others. */
const VALUE = /(?<=“)[^”]+|\d+(?:\.\d+)?/

/** Of faults of a request the first, without the field that it names for programs. */
const FIELDS = /^[\w.]+: |; .*/g

/** How long that is, roughly and never less. */
const inWords = (seconds: number): string => (seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`)

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`

/**
 * Why the server wouldn't, in the language of the page, and when to try again if it says so. A catalogue knows its sentence (a number or a
 * quotation in it is `{n}` there) or the code, which says it more roughly; where it knows neither, the server's own English stands.
 */
export function refusalIn(t: Translate, { code, reason, waitSeconds = 0 }: Refusal): string {
  const english = asSentence(code === 'bad-request' ? reason.replace(FIELDS, '') : reason)
  const n = VALUE.exec(english)?.[0]
  const sentence = n === undefined ? t(english) : t(english.replace(VALUE, '{n}'), { n })
  const byCode = sentence === english ? t(String(code)) : sentence
  const why = byCode === String(code) ? english : byCode
  return waitSeconds > 0 ? `${why} ${t('Please try again in {time}.', { time: inWords(waitSeconds) })}` : why
}

/** Why something went wrong, in the language of the page. @param error what was thrown, or a sentence of our own; nothing: it went well */
export function whyNot(t: Translate, error: unknown): string {
  if (typeof error === 'string') return t(error)
  if (error instanceof Refused) return refusalIn(t, error)
  return error instanceof Error ? t(error.message) : ''
}
