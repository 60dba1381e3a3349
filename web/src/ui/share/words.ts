import type { Role } from '#board/protocol.ts'
import type { OwnedAccess } from './access-client.ts'

/** What somebody may do, as a heading and as a sentence. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly note: string }>> = {
  edit: { name: 'Edit', note: 'Draws and changes everything.' },
  comment: { name: 'Comment', note: 'Sees everything and comments.' },
  view: { name: 'View', note: 'Only looks, without tools.' },
  own: { name: 'Owner', note: 'Everything, and this dialog. Keep it to yourself.' },
}

/** The order in which links are shown: what one gives away most comes first. */
export const ROLE_ORDER: readonly Role[] = ['edit', 'comment', 'view', 'own']

/** What can be chosen, with its words. */
export type Choices<T> = readonly (readonly [T, string])[]

/** The most that everybody but owners may do. */
export const CAPS: Choices<OwnedAccess['cap']> = [
  [null, 'what their link says'],
  ['comment', 'comment at most'],
  ['view', 'only look'],
]

/** What the address alone allows. */
export const ANYONE: Choices<OwnedAccess['anyone']> = [
  [null, 'nothing'],
  ['view', 'look'],
  ['comment', 'comment'],
  ['edit', 'edit'],
]
