import { LIMITS } from '#board/limits.ts'

/** Why a value is not taken. The message goes on after the value's name. */
export class BadValue extends Error {
  override readonly name = 'BadValue'
}

/** A check of a value that comes from another page, and the words for it in the documentation. */
export interface Schema<T> {
  /** As TypeScript would say it. */
  readonly says: string
  /** @throws {BadValue} naming `at` */
  read(raw: unknown, at: string): T
}

const refuse = (at: string, why: string): never => {
  throw new BadValue(`${at} ${why}`)
}

export const nothing: Schema<void> = { says: '', read: () => undefined }

/** At most `most` UTF-16 units. */
export const text = (most: number, says = 'string'): Schema<string> => ({
  says,
  read(raw, at) {
    if (typeof raw !== 'string') return refuse(at, 'is not a string')
    return raw.length <= most ? raw : refuse(at, `is longer than ${most} characters`)
  },
})

export const number = (least: number, most: number): Schema<number> => ({
  says: 'number',
  read: (raw, at) =>
    typeof raw === 'number' && raw >= least && raw <= most
      ? raw
      : refuse(at, `is not a number from ${least} to ${most}`),
})

export const oneOf = <T extends string>(...values: readonly T[]): Schema<T> => ({
  says: values.map((value) => `'${value}'`).join(' or '),
  read: (raw, at) => values.find((value) => value === raw) ?? refuse(at, `is none of ${values.join(', ')}`),
})

export const listOf = <T>(item: Schema<T>, most: number): Schema<readonly T[]> => ({
  says: `${item.says}[]`,
  read(raw, at) {
    if (!Array.isArray(raw)) return refuse(at, 'is not a list')
    if (raw.length > most) return refuse(at, `has more than ${most} entries`)
    return raw.map((one, i) => item.read(one, `${at}[${i}]`))
  },
})

export const maybe = <T>(schema: Schema<T>): Schema<T | undefined> => ({
  says: `${schema.says}?`,
  read: (raw, at) => (raw === undefined ? undefined : schema.read(raw, at)),
})

export const orNull = <T>(schema: Schema<T>): Schema<T | null> => ({
  says: `${schema.says} or null`,
  read: (raw, at) => (raw === null ? null : schema.read(raw, at)),
})

type Shape<T> = { readonly [Key in keyof T]-?: Schema<T[Key]> }

/** An object; what else it has is left out. */
export const shape = <T extends object>(fields: Shape<T>): Schema<T> => ({
  says: `{ ${Object.entries<Schema<unknown>>(fields)
    .map(([name, { says }]) => (says.endsWith('?') ? `${name}?: ${says.slice(0, -1)}` : `${name}: ${says}`))
    .join(', ')} }`,
  read(raw, at) {
    const object = record.read(raw, at)
    const found = Object.entries<Schema<unknown>>(fields).map(
      ([name, schema]) => [name, schema.read(own(object, name), `${at}.${name}`)] as const,
    )
    return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as T
  },
})

/** Any object that is no list. */
export const record: Schema<Readonly<Record<string, unknown>>> = {
  says: 'object',
  read: (raw, at) =>
    typeof raw === 'object' && raw !== null && !Array.isArray(raw)
      ? (raw as Record<string, unknown>)
      : refuse(at, 'is not an object'),
}

export const elementId: Schema<string> = {
  says: 'id',
  read: (raw, at) => (typeof raw === 'string' && LIMITS.elementId.test(raw) ? raw : refuse(at, 'is not an element id')),
}

/** A property that is the object's own. */
const own = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined
