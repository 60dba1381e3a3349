import { LIMITS } from '#board/limits.ts'
import type { Translate } from '../../words/words.ts'
import { maybe, number, type Schema, text } from '../api/schema.ts'
import { fileIn } from './carriers.ts'

/** A message as draw.io's hosts send and get them. */
export type Message = Readonly<Record<string, unknown>>

/** Shows what the page says about the board; what is left out stays as it is. */
export type Tell = (says: { status?: string; busy?: string | null; modified?: boolean }) => void

/** Hosts say yes as `true`, `1` and `'1'`. */
export const isOn = (raw: unknown): boolean => raw === true || raw === 1 || raw === '1' || raw === 'true'

/** @throws when it is there and not what it should be */
export const said = <T>(schema: Schema<T>, message: Message, name: string): T | undefined =>
  maybe(schema).read(message[name] ?? undefined, name)

/** A number of a message, which hosts write as a string, too. @throws when it is neither, or out of these bounds */
export function numberIn(message: Message, name: string, least: number, most: number): number | undefined {
  const raw = message[name]
  const given = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw
  return said(number(least, most), { [name]: given }, name)
}

const sentence = text(LIMITS.altLength)

/** A sentence of a message, or the one that it names by its key: `title`, `titleKey`. */
export function sentenceIn(t: Translate, message: Message, name: string): string | undefined {
  const words = said(sentence, message, name) ?? said(sentence, message, `${name}Key`)
  return words === undefined ? undefined : wordsOf(t, words)
}

/** draw.io's keys for its own sentences, as far as hosts use them. */
const SENTENCES: ReadonlyMap<string, (t: Translate) => string> = new Map([
  ['allChangesSaved', (t) => t('All changes saved')],
  ['unsavedChanges', (t) => t('Unsaved changes')],
  ['saving', (t) => t('Saving…')],
  ['loading', (t) => t('Loading…')],
  ['export', (t) => t('Exporting…')],
  ['edit', (t) => t('Edit')],
  ['discard', (t) => t('Discard')],
  ['discardChanges', (t) => t('Discard changes')],
  ['ok', (t) => t('OK')],
  ['save', (t) => t('Save')],
  ['filename', (t) => t('File name')],
])

/** What a key of draw.io's says; words that are no key as they are. */
export const wordsOf = (t: Translate, key: string): string => SENTENCES.get(key)?.(t) ?? key

/** Why something was not done, in English: hosts are programs. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What hosts hand in most often where it can't be read. */
const NO_BOARD = 'this is no board of Drawbridge, nor a picture that carries one'

/** @throws when it is none of ours */
export function ownFile(given: string): string {
  const found = fileIn(given)
  if (found === undefined) throw new Error(NO_BOARD)
  return found
}
