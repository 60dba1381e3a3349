/** The parts of a keyboard event that decide which shortcut it is. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

interface Shortcut {
  readonly key: string
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
}

/** Keys by where they are, for layouts that write something else there (Cyrillic, or Shift+1 = `!`). */
const KEY_BY_CODE: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
  Slash: '/',
  Quote: "'",
  NumpadAdd: '+',
  NumpadSubtract: '-',
}

const SYMBOLS: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  delete: 'Del',
}

/** `Mod+Shift+z`: any of Mod (Ctrl, or Command on a Mac), Alt and Shift, then a `KeyboardEvent.key` in any case. */
function parse(shortcut: string): Shortcut {
  const key = shortcut.endsWith('+') ? '+' : shortcut.slice(shortcut.lastIndexOf('+') + 1)
  const modifiers = shortcut.slice(0, shortcut.length - key.length).split('+')
  return {
    key: key.toLowerCase(),
    mod: modifiers.includes('Mod'),
    alt: modifiers.includes('Alt'),
    shift: modifiers.includes('Shift'),
  }
}

/** Does this key press mean this shortcut? */
export function matches(shortcut: string, press: KeyPress, mac: boolean): boolean {
  const { key, mod, alt, shift } = parse(shortcut)
  const modifiersFit =
    mod === (mac ? press.metaKey : press.ctrlKey) &&
    !(mac ? press.ctrlKey : press.metaKey) &&
    alt === press.altKey &&
    shift === press.shiftKey
  const pressed = press.key.toLowerCase()
  const written = key === pressed
  const latinLetter = /^[a-z]$/.test(pressed)
  return modifiersFit && (written || (!latinLetter && key === keyOfCode(press.code)))
}

/** How people write it: `Ctrl+Shift+Z`, on a Mac `⌘⇧Z`. */
export function labelOf(shortcut: string, mac: boolean): string {
  const { key, mod, alt, shift } = parse(shortcut)
  const name = SYMBOLS[key] ?? (key.length === 1 ? key.toUpperCase() : `${key[0]?.toUpperCase()}${key.slice(1)}`)
  if (mac) return `${mod ? '⌘' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${name}`
  return `${mod ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`
}

export const isMac = (platform: string = navigator.platform) => /mac|iphone|ipad/i.test(platform)

function keyOfCode(code: string): string | undefined {
  const letterOrDigit = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1]
  return letterOrDigit?.toLowerCase() ?? KEY_BY_CODE[code]
}
