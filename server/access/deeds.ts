import type { Role } from '#board/protocol.ts'
import type { BoardAccess } from './board-access.ts'

const MAY: Readonly<Record<Role, string>> = { view: 'look', comment: 'comment', edit: 'draw', own: 'own it' }

type Rules = { readonly [Name in 'anyone' | 'cap' | 'slowSeconds' | 'sites']?: BoardAccess[Name] | undefined }

/** What owners have set, in words of the audit trail. */
export function rulesInWords({ anyone, cap, slowSeconds, sites }: Rules): string {
  const said = [
    anyone === null && 'the address alone opens nothing',
    anyone && `the address alone allows to ${MAY[anyone]}`,
    cap === null && 'everybody may do what their link says',
    cap && `everybody but owners may ${cap === 'view' ? 'only look' : 'comment at most'}`,
    slowSeconds === 0 && 'everybody changes it as often as they like',
    slowSeconds && `everybody but owners changes it once in ${slowSeconds} s`,
    sites?.length === 0 && 'sites that may show it: as this server is set up',
    sites?.length && `sites that may show it: ${sites.join(' ')}`,
  ]
  return `set: ${said.filter(Boolean).join('; ')}`
}

const PARTS = { label: 'label', expiresAt: 'end', password: 'password' } as const

/** Which parts of a link, in words. */
export const partsInWords = (change: { readonly [Part in keyof typeof PARTS]?: unknown }): string =>
  Object.entries(PARTS)
    .filter(([part]) => change[part as keyof typeof PARTS] !== undefined)
    .map(([, word]) => word)
    .join(', ')
