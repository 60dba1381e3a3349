import { expect, test } from 'vitest'
import { labelOf, matches, type KeyPress } from './shortcut.ts'

const press = (key: string, code: string, keys: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...keys,
})

test('[KEY1] a shortcut means its key with exactly its modifiers, Command instead of Ctrl on a Mac', () => {
  expect(matches('Mod+z', press('z', 'KeyZ', { ctrlKey: true }), false)).toBe(true)
  expect(matches('Mod+z', press('z', 'KeyZ', { metaKey: true }), true)).toBe(true)
  expect(matches('Mod+z', press('z', 'KeyZ', { ctrlKey: true }), true)).toBe(false)
  expect(matches('Mod+z', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), false)).toBe(false)
  expect(matches('Mod+Shift+z', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), false)).toBe(true)
  expect(matches('Mod++', press('+', 'NumpadAdd', { ctrlKey: true }), false)).toBe(true)
  expect(matches('ArrowLeft', press('ArrowLeft', 'ArrowLeft'), false)).toBe(true)
})

test('[KEY2] where the layout writes no Latin letter, the place of the key counts; where it does, only the letter', () => {
  expect(matches('Mod+z', press('я', 'KeyZ', { ctrlKey: true }), false)).toBe(true)
  expect(matches('Shift+1', press('!', 'Digit1', { shiftKey: true }), false)).toBe(true)
  expect(matches(']', press('+', 'BracketRight'), false)).toBe(true)
  // AZERTY: the key that writes `a` is where others have `q`.
  expect(matches('Mod+a', press('a', 'KeyQ', { ctrlKey: true }), false)).toBe(true)
  expect(matches('Mod+q', press('a', 'KeyQ', { ctrlKey: true }), false)).toBe(false)
})

test('[KEY3] shortcuts are shown as people write them', () => {
  expect(['Mod+Shift+z', 'Shift+1', 'Delete', 'Mod++', 'Alt+]'].map((shortcut) => labelOf(shortcut, false))).toEqual([
    'Ctrl+Shift+Z',
    'Shift+1',
    'Del',
    'Ctrl++',
    'Alt+]',
  ])
  expect(labelOf('Mod+Shift+z', true)).toBe('⌘⇧Z')
})
