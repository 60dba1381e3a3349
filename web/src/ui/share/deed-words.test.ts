import { expect, it } from 'vitest'
import type { Deed } from '#board/deeds.ts'
import { CATALOGUES } from '../../words/catalogues.ts'
import { createWords, inEnglish } from '../../words/words.ts'
import { deedInWords } from './deed-words.ts'

const link = { role: 'view', label: 'Class 5b' } as const

it.each<readonly [Deed, english: string, german: string]>([
  [{ did: 'board-made' }, 'Board made', 'Tafel angelegt'],
  [{ did: 'link-made', ...link }, 'Link added: View, Class 5b', 'Link hinzugefügt: Ansicht, Class 5b'],
  [{ did: 'link-revoked', role: 'edit', label: '' }, 'Link revoked: Edit', 'Link widerrufen: Bearbeiten'],
  [
    { did: 'link-changed', ...link, changed: { label: '5c', expiresAt: null, hasPassword: true } },
    'Link changed: View, Class 5b (labelled “5c”, never ends, with a password)',
    'Link geändert: Ansicht, Class 5b (Bezeichnung „5c“, endet nie, mit Passwort)',
  ],
  [
    { did: 'rules-set', rules: { anyone: null, cap: 'view' } },
    'Everybody but owners may: only look; The address alone allows to: nothing',
    'Alle außer denen, denen sie gehört, dürfen: nur ansehen; Die Adresse allein erlaubt: nichts',
  ],
  [
    { did: 'rules-set', rules: { slowSeconds: 90 } },
    'Everybody but owners changes it: once in 90 seconds',
    'Alle anderen ändern sie: einmal in 90 Sekunden',
  ],
  [
    { did: 'rules-set', rules: { slowSeconds: 0, sites: [] } },
    'Everybody but owners changes it: as often as they like; Sites that may show it: as this server is set up',
    'Alle anderen ändern sie: so oft sie wollen; Websites, die sie zeigen dürfen: wie dieser Server eingestellt ist',
  ],
  [
    { did: 'rules-set', rules: { sites: ['https://a.example', 'https://b.example'] } },
    'Sites that may show it: https://a.example https://b.example',
    'Websites, die sie zeigen dürfen: https://a.example https://b.example',
  ],
  [{ did: 'person-removed', name: 'Eve', minutes: 1_440 }, 'Eve kept out for 1 day', 'Eve ausgesperrt für 1 Tag'],
  [{ did: 'person-let-in', name: 'Eve' }, 'Eve let in again', 'Eve wieder eingelassen'],
  [{ did: 'loss-noticed', count: 1 }, 'Notice taken of 1 lost change', 'Eine verlorene Änderung zur Kenntnis genommen'],
  [{ did: 'link-replaced', ...link }, 'Link replaced: View, Class 5b', 'Link ersetzt: Ansicht, Class 5b'],
  [{ did: 'said', words: 'made the view link' }, 'made the view link', 'made the view link'],
])('[ACC70] the trail says %j in the language of whoever reads it', async (deed, english, german) => {
  const words = createWords(CATALOGUES)
  await words.speak('de')
  expect([deedInWords(inEnglish, deed, 'en'), deedInWords(words.t, deed, 'de')]).toEqual([english, german])
})

it('[ACC70] when a link ends is said as the reader writes times', () => {
  const expiresAt = '2026-12-24T18:00:00.000Z'
  const said = (locale: string) =>
    deedInWords(inEnglish, { did: 'link-changed', ...link, changed: { expiresAt } }, locale)
  expect(said('de')).toContain(`until ${new Date(expiresAt).toLocaleString('de')}`)
})
