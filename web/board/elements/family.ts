/** `<name>-<key>`: one of a family of fields. */
const MEMBER = /^([a-z]{1,12})-([A-Za-z0-9]{1,16})$/

/** What a field's name says: which family it is one of, and by what key; undefined when it can't be of any. */
export function memberOf(name: string): { readonly family: string; readonly key: string } | undefined {
  const [, family, key] = MEMBER.exec(name) ?? []
  return family === undefined || key === undefined ? undefined : { family, key }
}

/** The name under which one of a family is stored. */
export const memberName = (family: string, key: string): string => `${family}-${key}`
