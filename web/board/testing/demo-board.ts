import type { BoardDocument } from '../document/board-document.ts'
import type { NewElement } from '../document/element.ts'
import type { Vector } from '../geometry/vector.ts'
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
    ...diagram(penOf),
    ...river(penOf),
    ...bridge(penOf),
    ...boat(penOf),
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

function diagram(penOf: PenOf): NewElement[] {
  const arrow = penOf('ink', 4)
  return [
    box(20, 150, 170, 84, 'blue'),
    text('my pen', 52, 174, 28),
    ...arrow(204, 190, 250, 184, 292, 191),
    ...arrow(276, 178, 294, 191, 274, 202),
    box(306, 150, 170, 84, 'violet'),
    text('the relay', 330, 174, 28),
    ...arrow(490, 190, 536, 197, 578, 190),
    ...arrow(562, 177, 580, 190, 560, 202),
    box(592, 150, 190, 84, 'green'),
    text('your screen', 610, 174, 28),
    text('live ink, every frame', 206, 122, 18, 'grey'),
    ...arrow(392, 246, 396, 274, 390, 304),
    ...arrow(378, 288, 390, 306, 404, 287),
    box(306, 318, 170, 84, 'teal'),
    text('on disk', 342, 342, 28),
    ...penOf('teal', 4)(294, 362, 220, 372, 130, 352, 104, 248),
    ...penOf('teal', 4)(91, 266, 103, 246, 119, 263),
    text('“Saved”', 128, 300, 24, 'teal'),
    text('fsync, then say so', 490, 350, 18, 'grey', 'mono'),
  ]
}

function note(penOf: PenOf): NewElement[] {
  return [
    // Paper keeps its own colours in the dark.
    box(930, 40, 268, 122, '#f2cf63', '#fff3bf'),
    text('Nothing that anyone\nhas seen is lost.', 950, 62, 22, '#4a4433'),
    ...penOf('red', 5)(1136, 122, 1147, 136, 1178, 96),
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
