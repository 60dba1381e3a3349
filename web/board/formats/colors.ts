import { isColor } from '../render/theme.ts'

/** What other programs draw with when nobody has picked a colour, and their paper: ours adapt to the theme, as theirs do. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['#1e1e1e', 'ink'],
  ['#000000', 'ink'],
  ['black', 'ink'],
  ['#ffffff', 'white'],
  ['white', 'white'],
])

const SHORT = /^#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?$/
const LONG = /^#[0-9a-f]{6}([0-9a-f]{2})?$/

/** A colour of CSS as a board names it: `none` for what can't be seen, undefined for what is written in another way. */
export function colorFrom(css: string): string | undefined {
  const written = css.trim().toLowerCase()
  if (written === 'transparent' || written === 'none' || written === '') return 'none'
  const full = written.replace(SHORT, '#$1$1$2$2$3$3')
  if (LONG.test(full) && full.endsWith('00') && full.length === 9) return 'none'
  const plain = LONG.test(full) ? full.slice(0, 7) : full
  const color = MEANT.get(plain) ?? plain
  return isColor(color) ? color : undefined
}
