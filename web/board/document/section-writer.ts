import type * as Y from 'yjs'
import { readSection, sectionField, type SectionFields } from './sections.ts'

const NAMES: readonly (keyof SectionFields)[] = ['name', 'order', 'hidden', 'locked', 'gone']

/** Writes what is valid and differs. */
export function writeSection(map: Y.Map<unknown>, id: string, fields: SectionFields): void {
  const now = readSection(map, id)
  for (const name of NAMES) {
    const value = fields[name] === undefined ? undefined : sectionField(name)?.parse(fields[name])
    if (value !== undefined && value !== now[name]) map.set(`${id}/${name}`, value)
  }
}
