import type { IconNode } from './icons.ts'

/** Two bars at a line, two on it, one between two lines, and one thing on either side of a line: turned, they are all icons of arranging. */
const drawn = (transform: string, d: string, bars: readonly string[] = []): IconNode => [
  ['path', { d, transform }],
  ...bars.map((bar): IconNode[number] => ['path', { d: bar, transform }]),
]
const edge = (transform: string) => drawn(transform, 'M3 3v18', ['M7 5h13v5H7z', 'M7 14h8v5H7z'])
const middle = (transform: string) => drawn(transform, 'M12 2v3m0 5v4m0 5v3', ['M5 5h14v5H5z', 'M8 14h8v5H8z'])
const between = (transform: string) => drawn(transform, 'M3 3v18M21 3v18', ['M8.5 7h7v10h-7z'])
const row = (transform: string) => drawn(transform, 'M3 5h5v14H3z', ['M9.5 5h5v14h-5z', 'M16 5h5v14h-5z'])
const longer = (transform: string) => drawn(transform, 'M3 3v18M21 3v18', ['M6 12h12', 'm9 9-3 3 3 3', 'm15 9 3 3-3 3'])
const mirror = (transform: string) => drawn(transform, 'M12 3v3m0 3v2m0 3v2m0 3v2', ['M8 6v12H2.5z', 'M16 6v12h5.5z'])

const turned = (degrees: number) => `rotate(${degrees} 12 12)`

/** By command. */
export const ARRANGE_ICONS: Readonly<Record<string, IconNode>> = {
  'align-left': edge(turned(0)),
  'align-centre': middle(turned(0)),
  'align-right': edge(turned(180)),
  'align-top': edge(turned(90)),
  'align-middle': middle(turned(90)),
  'align-bottom': edge(turned(270)),
  'distribute-x': between(turned(0)),
  'distribute-y': between(turned(90)),
  'stack-x': row(turned(0)),
  'stack-y': row(turned(90)),
  'stretch-x': longer(turned(0)),
  'stretch-y': longer(turned(90)),
  'flip-x': mirror(turned(0)),
  'flip-y': mirror(turned(90)),
}
