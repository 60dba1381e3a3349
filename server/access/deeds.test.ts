import { expect, it } from 'vitest'
import { partsInWords, rulesInWords } from './deeds.ts'

it.each([
  [{ anyone: null }, 'set: the address alone opens nothing'],
  [{ anyone: 'edit' }, 'set: the address alone allows to draw'],
  [{ cap: 'view' }, 'set: everybody but owners may only look'],
  [{ cap: 'comment' }, 'set: everybody but owners may comment at most'],
  [{ cap: null }, 'set: everybody may do what their link says'],
  [{ slowSeconds: 15 }, 'set: everybody but owners changes it once in 15 s'],
  [
    { slowSeconds: 0, sites: [] },
    'set: everybody changes it as often as they like; sites that may show it: as this server is set up',
  ],
  [
    { sites: ['https://a.example', 'https://b.example'] },
    'set: sites that may show it: https://a.example https://b.example',
  ],
] as const)('[ACC19] the trail says %j in words', (rules, said) => {
  expect(rulesInWords(rules)).toBe(said)
})

it('[ACC19] the trail says which parts of a link were changed, and nothing of a password', () => {
  expect(partsInWords({ label: '', expiresAt: null, password: 'sesame' })).toBe('label, end, password')
  expect(partsInWords({ label: 'Class 4b' })).toBe('label')
})
