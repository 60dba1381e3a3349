import type { Deed, LinkParts, RulesSet } from '#board/deeds.ts'
import type { Role } from '#board/protocol.ts'
import type { Translate } from '../../words/words.ts'
import { ANYONE, CAPS, type Choices, ROLE_WORDS } from './words.ts'

const UNITS: readonly (readonly [unit: string, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** In the largest unit of which it is a whole number. */
function inUnits(seconds: number, locale: string): string {
  const [unit, size] = UNITS.find(([, size]) => seconds % size === 0) ?? ['second', 1]
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size)
}

const wordsFor = (t: Translate, choices: Choices<Role | null>, value: Role | null): string =>
  t(choices.find(([one]) => one === value)?.[1] ?? String(value))

function rulesSaid(t: Translate, { anyone, cap, slowSeconds, sites }: RulesSet, locale: string): string {
  const pace = slowSeconds ? t('once in {time}', { time: inUnits(slowSeconds, locale) }) : t('as often as they like')
  const said = [
    cap !== undefined && [t('Everybody but owners may'), wordsFor(t, CAPS, cap)],
    slowSeconds !== undefined && [t('Everybody but owners changes it'), pace],
    anyone !== undefined && [t('The address alone allows to'), wordsFor(t, ANYONE, anyone)],
    sites && [t('Sites that may show it'), sites.join(' ') || t('as this server is set up')],
  ]
  return said
    .filter((one) => one !== false && one !== undefined)
    .map(([rule, value]) => t('{rule}: {value}', { rule: rule!, value: value! }))
    .join('; ')
}

function partsSaid(t: Translate, { label, expiresAt, hasPassword }: LinkParts, locale: string): string {
  const time = expiresAt ? new Date(expiresAt).toLocaleString(locale) : ''
  return [
    label !== undefined && (label === '' ? t('without a label') : t('labelled “{label}”', { label })),
    expiresAt !== undefined && (expiresAt === null ? t('never ends') : t('until {time}', { time })),
    hasPassword !== undefined && (hasPassword ? t('with a password') : t('without a password')),
  ]
    .filter(Boolean)
    .join(', ')
}

const linkNamed = (t: Translate, { role, label }: { readonly role: Role; readonly label: string }): string =>
  [t(ROLE_WORDS[role].name), label].filter(Boolean).join(', ')

type Told<Did> = (t: Translate, deed: Deed & { readonly did: Did }, locale: string) => string

/** To add a deed, add its line here and in `board/deeds.ts`. */
const TOLD: { readonly [Did in Deed['did']]: Told<Did> } = {
  'board-made': (t) => t('Board made'),
  'board-claimed': (t) => t('Board claimed by its first owner'),
  'board-trashed': (t) => t('Board moved to the trash'),
  'board-restored': (t) => t('Board brought back from the trash'),
  'link-made': (t, link) => t('Link added: {link}', { link: linkNamed(t, link) }),
  'link-replaced': (t, link) => t('Link replaced: {link}', { link: linkNamed(t, link) }),
  'link-revoked': (t, link) => t('Link revoked: {link}', { link: linkNamed(t, link) }),
  'link-changed': (t, link, locale) =>
    t('Link changed: {link} ({how})', { link: linkNamed(t, link), how: partsSaid(t, link.changed, locale) }),
  'rules-set': (t, { rules }, locale) => rulesSaid(t, rules, locale),
  'member-removed': (t, { name, role }) =>
    t('{name} removed, who had the board by an account ({role})', { name, role: t(ROLE_WORDS[role].name) }),
  'person-removed': (t, { name, minutes }, locale) =>
    minutes === null
      ? t('{name} kept out until somebody lets them in again', { name })
      : t('{name} kept out for {time}', { name, time: inUnits(minutes * 60, locale) }),
  'person-let-in': (t, { name }) => t('{name} let in again', { name }),
  'work-undone': (t, { name }) => t('All changes of {name} undone', { name }),
  'update-undone': (t, { update }) => t('Change number {update} undone', { update }),
  'loss-noticed': (t, { count }) =>
    t('Notice taken of {count} lost change|Notice taken of {count} lost changes', { count }),
  said: (_, { words }) => words,
}

/** What somebody did with a board's links, rules and people, in the reader's language. @param locale how times and numbers are written */
export const deedInWords = (t: Translate, deed: Deed, locale: string): string =>
  (TOLD[deed.did] as Told<string>)(t, deed, locale)
