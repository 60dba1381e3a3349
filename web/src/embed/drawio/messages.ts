import { LIMITS } from '#board/limits.ts'
import { maybe, type Schema, text } from '../api/schema.ts'
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

const sentence = text(LIMITS.altLength)

/** A sentence of a message, or the one that it names by its key: `title`, `titleKey`. */
export function sentenceIn(message: Message, name: string): string | undefined {
  const words = said(sentence, message, name) ?? said(sentence, message, `${name}Key`)
  return words === undefined ? undefined : wordsOf(words)
}

/** draw.io's keys for its own sentences, as far as hosts use them. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['allChangesSaved', 'All changes saved'],
  ['unsavedChanges', 'Unsaved changes'],
  ['saving', 'Saving…'],
  ['loading', 'Loading…'],
  ['export', 'Exporting…'],
  ['edit', 'Edit'],
  ['discard', 'Discard'],
  ['discardChanges', 'Discard changes'],
  ['ok', 'OK'],
  ['save', 'Save'],
  ['filename', 'File name'],
])

export const wordsOf = (key: string): string => SENTENCES.get(key) ?? key

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** @throws when it is none of ours */
export function ownFile(given: string): string {
  const found = fileIn(given)
  if (found === undefined) throw new Error('this is no board of Drawbridge, nor a picture that carries one')
  return found
}
