import type * as Y from 'yjs'
import { CLOSE } from '#board/protocol.ts'
import type { Role } from '#board/protocol.ts'
import { WRITABLE_ROOTS } from '../access/policies.ts'
import { Refusal } from './refusal.ts'
import { staysWithin } from './schema.ts'
import type { DecodedUpdate } from './validate.ts'

const refused = (role: Role): Refusal => new Refusal(CLOSE.forbidden, `the role ${role} may not change this`)

/** Who may change nothing at all. */
export const mayOnlyLook = (role: Role): boolean => WRITABLE_ROOTS[role]?.length === 0

/** An update that brings nothing new is let be: viewers answer, too, when they are asked. @throws {Refusal} 4403 */
export function assertKnown(role: Role, isKnown: boolean): void {
  if (!isKnown) throw refused(role)
}

/** Hot path: once per update. @throws {Refusal} 4403 when an update changes what the role may not */
export function checkReach(role: Role, doc: Y.Doc, update: DecodedUpdate): void {
  const roots = WRITABLE_ROOTS[role]
  if (roots !== undefined && !staysWithin(doc, update, roots)) throw refused(role)
}
