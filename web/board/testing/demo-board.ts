import type { BoardDocument } from '../document/board-document.ts'
import type { NewElement } from '../document/element.ts'
import type { Vector } from '../geometry/vector.ts'
import { newId } from '../document/new-id.ts'
import { createRandom } from './random.ts'
import { sketch } from './sketch.ts'

/** Points from a flat list. */
const points = (...flat: readonly number[]): Vector[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i] as number, y: flat[2 * i + 1] as number }))

/** A pen that sketches curves through flat lists of points. */
type Pen = (...flat: readonly number[]) => NewElement[]

const text = (words: string, x: number, y: number, size: number, color = 'ink', font = 'hand'): NewElement => ({
  kind: 'text',
  text: words,
  matrix: [1, 0, 0, 1, x, y],
  size,
  color,
  font,
})

const box = (x: number, y: number, w: number, h: number, color: string, fill = 'none'): NewElement => ({
  kind: 'rectangle',
  matrix: [w, 0, 0, h, x, y],
  color,
  fill,
  width: 3,
  radius: 14,
})

/** A board worth looking at: a diagram with labels, and the bridge. About 1,240 × 740 scene units from 0, 0; always the same but for the ids. */
export function drawDemoBoard(board: BoardDocument): void {
  const random = createRandom(11)
  const penOf =
    (color: string, width: number, opacity = 1): Pen =>
    (...flat) =>
      sketch(points(...flat), { color, width, opacity }, random)
  board.add([
    ...title(penOf),
    ...diagram(),
    ...river(penOf),
    ...bridge(penOf),
    ...boat(penOf),
    ...sky(),
    ...note(penOf),
    ...list(penOf),
  ])
  board.setMeta({ title: 'How a stroke crosses the river' })
}

type PenOf = (color: string, width: number, opacity?: number) => Pen

function title(penOf: PenOf): NewElement[] {
  return [
    ...penOf('yellow', 22, 0.45)(20, 66, 180, 62, 360, 66, 545, 60),
    text('How a stroke crosses the river', 18, 18, 40),
    ...penOf('orange', 4)(22, 88, 150, 82, 330, 90, 540, 83),
  ]
}

function diagram(): NewElement[] {
  const [pen, relay, screen, disk] = Array.from({ length: 4 }, newId) as [string, string, string, string]
  const [left, right, top, bottom] = [
    [0, 0.5],
    [1, 0.5],
    [0.5, 0],
    [0.5, 1],
  ] as const
  return [
    station(pen, 'my pen', 20, 150, 'blue'),
    station(relay, 'the relay', 306, 150, 'violet'),
    station(screen, 'your screen', 592, 150, 'green'),
    station(disk, 'on disk', 306, 318, 'teal'),
    connector([pen, ...right], [relay, ...left], [200, 192, 306, 192]),
    connector([relay, ...right], [screen, ...left], [486, 192, 592, 192]),
    connector([relay, ...bottom], [disk, ...top], [396, 234, 396, 318]),
    connector([disk, ...left], [pen, ...bottom], [306, 360, 110, 360, 110, 234], 'teal', '“Saved”'),
    text('live ink, every frame', 216, 122, 18, 'grey'),
    text('fsync, then say so', 502, 350, 18, 'grey', 'mono'),
  ]
}

/** A shape with words in it. */
const station = (id: string, words: string, x: number, y: number, color: string): NewElement => ({
  kind: 'shape',
  id,
  text: words,
  matrix: [180, 0, 0, 84, x, y],
  color,
  width: 3,
  radius: 14,
  size: 28,
  look: 'rough',
  seed: 7,
})

type End = readonly [id: string, x: number, y: number]

/** An arrow that follows what it is bound to. */
const connector = (start: End, end: End, through: number[], color = 'ink', words = ''): NewElement => ({
  kind: 'line',
  text: words,
  matrix: [1, 0, 0, 1, 0, 0],
  points: through,
  route: through.length > 4 ? 'curved' : 'straight',
  endHead: 'arrow',
  start: { id: start[0], x: start[1], y: start[2] },
  end: { id: end[0], x: end[1], y: end[2] },
  color,
  width: 4,
  size: 24,
  look: 'rough',
  seed: 5,
})

function note(penOf: PenOf): NewElement[] {
  return [
    {
      kind: 'note',
      text: 'Nothing that anyone has seen is lost.',
      matrix: [216, 0, 0, 170, 980, 24],
      color: 'yellow',
      size: 24,
      author: 'Mira',
    },
    ...penOf('red', 5)(1142, 164, 1154, 180, 1184, 138),
    {
      kind: 'note',
      text: 'Brücke, pont, puente, мост, 橋',
      matrix: [160, 9, -8, 140, 1052, 222],
      color: 'green',
      size: 24,
      author: 'Jon',
    },
  ]
}

function list(penOf: PenOf): NewElement[] {
  const tick = penOf('green', 5)
  const entries = ['open the link on a phone', 'draw at the same time', 'pull the plug', 'look: it is all there']
  return [
    text('Try it', 20, 462, 30, 'pink'),
    ...penOf('pink', 4)(20, 502, 56, 498, 104, 502),
    ...entries.flatMap((entry, i) => [
      { ...box(24, 524 + i * 46, 26, 26, 'grey'), radius: 6 },
      text(entry, 66, 522 + i * 46, 22),
    ]),
    ...tick(28, 536, 36, 546, 56, 518),
    ...tick(28, 582, 36, 592, 56, 564),
  ]
}

/** The sun, and what the boat says. */
const sky = (): NewElement[] => [
  {
    kind: 'shape',
    shape: 'ellipse',
    matrix: [92, 0, 0, 92, 826, 36],
    color: 'orange',
    fill: 'yellow',
    fillStyle: 'hachure',
    width: 4,
    look: 'rough',
    seed: 3,
  },
  {
    kind: 'shape',
    shape: 'bubble',
    text: 'Ahoy!',
    matrix: [104, 0, 0, 70, 866, 430],
    color: 'pink',
    fill: 'white',
    width: 3,
    radius: 14,
    size: 24,
    seed: 2,
  },
]

function bridge(penOf: PenOf): NewElement[] {
  const [stone, deck, chain] = [penOf('brown', 6), penOf('ink', 7), penOf('grey', 3)]
  const tower = (x: number): NewElement[] => [
    ...stone(x, 640, x + 2, 520, x - 1, 408),
    ...stone(x + 74, 640, x + 72, 520, x + 75, 408),
    ...stone(x - 10, 406, x + 36, 403, x + 84, 406),
    ...stone(x - 10, 406, x - 10, 378),
    ...stone(x - 10, 378, x + 12, 378),
    ...stone(x + 12, 378, x + 13, 394),
    ...stone(x + 13, 394, x + 28, 394),
    ...stone(x + 28, 394, x + 28, 377),
    ...stone(x + 28, 377, x + 48, 378),
    ...stone(x + 48, 378, x + 48, 394),
    ...stone(x + 48, 394, x + 62, 394),
    ...stone(x + 62, 394, x + 62, 378),
    ...stone(x + 62, 378, x + 84, 378),
    ...stone(x + 84, 378, x + 84, 406),
    ...stone(x + 25, 500, x + 24, 466, x + 37, 448, x + 50, 466, x + 49, 500, x + 25, 501),
  ]
  return [
    ...deck(470, 560, 540, 557, 612, 560),
    ...deck(1062, 560, 1140, 557, 1226, 560),
    ...tower(614),
    ...tower(986),
    ...deck(690, 558, 742, 512, 800, 462),
    ...deck(984, 558, 932, 512, 874, 462),
    ...chain(676, 420, 736, 434, 794, 460),
    ...chain(1000, 420, 938, 434, 880, 460),
    ...chain(470, 536, 540, 533, 612, 536),
    ...chain(1062, 536, 1140, 533, 1226, 536),
    ...[490, 530, 570, 1090, 1130, 1170, 1210].flatMap((x) => chain(x, 536, x + 1, 558)),
  ]
}

function river(penOf: PenOf): NewElement[] {
  const wave = (x: number, y: number, length: number): number[] =>
    Array.from({ length }, (_, i) => [x + i * 26, y + (i % 2 === 0 ? 0 : -11)]).flat()
  const [near, far] = [penOf('blue', 5), penOf('teal', 4, 0.7)]
  return [
    ...near(...wave(470, 660, 30)),
    ...far(...wave(520, 690, 26)),
    ...near(...wave(450, 722, 31)),
    ...far(...wave(712, 632, 11)),
  ]
}

function boat(penOf: PenOf): NewElement[] {
  const [hull, mast, sail] = [penOf('red', 6), penOf('brown', 4), penOf('ink', 3)]
  return [
    ...hull(788, 612, 836, 618, 890, 611),
    ...hull(788, 612, 800, 636, 838, 640, 876, 636, 890, 611),
    ...mast(838, 614, 837, 560, 839, 506),
    ...sail(844, 512, 868, 548, 882, 592),
    ...sail(882, 592, 862, 596, 844, 594),
    ...sail(832, 524, 816, 560, 800, 590),
    ...sail(800, 590, 818, 594, 832, 592),
    ...penOf('pink', 4)(840, 506, 854, 500, 864, 508, 852, 512, 840, 514),
  ]
}
