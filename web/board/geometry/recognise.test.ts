import { describe, expect, test } from 'vitest'
import { createRandom } from '../testing/random.ts'
import { applyTo, rotate, type Matrix } from './matrix.ts'
import { recognise, type Meant } from './recognise.ts'

type Corner = readonly [x: number, y: number]

/** Through the corners as a hand goes: a point every few units, each a bit beside. */
function drawn(corners: readonly Corner[], seed: number, jitter = 3): number[] {
  const random = createRandom(seed)
  const beside = () => (random.next() - 0.5) * 2 * jitter
  return corners.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = corners[i] as Corner
    const steps = Math.max(2, Math.round(Math.hypot(x - fromX, y - fromY) / 6))
    return Array.from({ length: steps }, (_, k) => [
      fromX + ((x - fromX) * k) / steps + beside(),
      fromY + ((y - fromY) * k) / steps + beside(),
    ]).flat()
  })
}

const round = (turns = 1): Corner[] =>
  Array.from({ length: 41 }, (_, i) => [
    200 + 120 * Math.cos((i / 40) * turns * 2 * Math.PI),
    150 + 80 * Math.sin((i / 40) * turns * 2 * Math.PI),
  ])

const nameOf = (meant: Meant | undefined) => (meant?.type === 'shape' ? meant.shape : meant?.type)

describe('what a stroke means', () => {
  test.each<[string, Corner[]]>([
    [
      'line',
      [
        [10, 20],
        [300, 90],
      ],
    ],
    [
      'arrow',
      [
        [10, 20],
        [300, 90],
        [270, 60],
        [300, 90],
        [262, 100],
      ],
    ],
    [
      'rectangle',
      [
        [50, 50],
        [250, 52],
        [248, 180],
        [52, 178],
        [50, 54],
      ],
    ],
    [
      'rectangle',
      [
        [150, 50],
        [50, 50],
        [50, 250],
        [250, 250],
        [250, 50],
        [155, 50],
      ],
    ],
    ['ellipse', round()],
    [
      'diamond',
      [
        [150, 20],
        [270, 120],
        [150, 220],
        [30, 120],
        [148, 24],
      ],
    ],
    [
      'triangle',
      [
        [150, 20],
        [270, 220],
        [30, 220],
        [148, 24],
      ],
    ],
    [
      'triangle',
      [
        [30, 20],
        [270, 22],
        [150, 220],
        [32, 24],
      ],
    ],
  ])('[SHAPE1] %s is known however it is drawn', (name, corners) => {
    for (let seed = 1; seed <= 12; seed++) {
      expect(nameOf(recognise(drawn(corners, seed), 2))).toBe(name)
      expect(nameOf(recognise(drawn(corners.toReversed(), seed), 2))).toBe(name === 'arrow' ? undefined : name)
    }
  })

  test.each<[string, Corner[], number[]]>([
    [
      'rectangle',
      [
        [50, 50],
        [250, 50],
        [250, 180],
        [50, 180],
        [50, 54],
      ],
      [12, 30, 45, 70],
    ],
    ['ellipse', round(), [20, 45, 65]],
    [
      'diamond',
      [
        [150, 20],
        [210, 120],
        [150, 220],
        [90, 120],
        [148, 24],
      ],
      [20, 45, 70],
    ],
    [
      'triangle',
      [
        [150, 20],
        [250, 220],
        [50, 220],
        [148, 24],
      ],
      [15, 60, 100, 160, 220, 300],
    ],
  ])('[SHAPE6] a %s that is drawn at a slant stays at it', (name, corners, degrees) => {
    for (const degree of degrees) {
      const angle = (degree * Math.PI) / 180
      const turned = corners.map(([x, y]): Corner => {
        const at = applyTo(rotate(angle), { x, y })
        return [at.x, at.y]
      })
      for (let seed = 1; seed <= 6; seed++) {
        const meant = recognise(drawn(turned, seed), 2)
        expect([degree, seed, nameOf(meant)]).toEqual([degree, seed, name])
        const [a, b] = meant?.type === 'shape' ? meant.matrix : [0, 0]
        const off = (((Math.atan2(b, a) - angle) * 180) / Math.PI + 720) % 90
        expect(Math.min(off, 90 - off)).toBeLessThan(4)
      }
    }
  })

  test('[SHAPE6] what is a little off stands upright', () => {
    const box: Corner[] = [
      [50, 50],
      [250, 50],
      [250, 180],
      [50, 180],
      [50, 54],
    ]
    const turned = box.map(([x, y]): Corner => [x - y * 0.05, y + x * 0.05])
    for (let seed = 1; seed <= 6; seed++) {
      const meant = recognise(drawn(turned, seed), 2)
      expect(meant).toMatchObject({
        shape: 'rectangle',
        matrix: [expect.anything(), 0, 0, expect.anything(), expect.anything(), expect.anything()],
      })
    }
  })

  test('[SHAPE2] what is like nothing known stays ink', () => {
    const zigzag: Corner[] = Array.from({ length: 9 }, (_, i) => [i * 30, (i % 2) * 60])
    const spiral: Corner[] = Array.from({ length: 60 }, (_, i) => [
      100 + i * 2 * Math.cos(i / 5),
      100 + i * 2 * Math.sin(i / 5),
    ])
    const arc: Corner[] = round().slice(0, 25)
    const letter: Corner[] = [
      [0, 100],
      [40, 0],
      [80, 100],
      [60, 50],
      [20, 50],
    ]
    for (const corners of [zigzag, spiral, arc, letter]) expect(recognise(drawn(corners, 5), 2)).toBe(undefined)
    expect(recognise([], 3)).toBe(undefined)
    expect(recognise([5, 5, 0.5, 5, 5, 0.5], 3)).toBe(undefined)
  })

  /** Around an ellipse, so many units across and down, in and out of it as `bump` says of each angle, in shares. */
  const around = (bump: (angle: number) => number, [across, down] = [120, 80]): Corner[] =>
    Array.from({ length: 161 }, (_, i) => {
      const angle = (i / 160) * 2 * Math.PI
      const r = 1 + bump(angle)
      return [200 + across * r * Math.cos(angle), 150 + down * r * Math.sin(angle)]
    })
  const BUMPS = [6, 7, 8, 10, 12]

  test.each(BUMPS)(
    '[SHAPE7] a cloud of %i bumps and a wavy ring stay ink, however near they are to an ellipse',
    (bumps) => {
      for (const [seed, size] of [0.08, 0.1, 0.12].entries()) {
        const wavy = around((angle) => size * Math.cos(bumps * angle))
        const cloud = around((angle) => 2.4 * size * (Math.abs(Math.sin((bumps * angle) / 2)) - 0.5))
        expect([size, recognise(drawn(wavy, seed + 1), 2)]).toEqual([size, undefined])
        expect([size, recognise(drawn(cloud, seed + 1), 2)]).toEqual([size, undefined])
      }
    },
  )

  test('[SHAPE7] a box with wavy sides stays ink', () => {
    const side = (from: Corner, to: Corner): Corner[] =>
      Array.from({ length: 40 }, (_, i) => {
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
        const length = Math.hypot(dx, dy)
        const out = 9 * Math.sin(((i / 40) * length * 2 * Math.PI) / 45)
        return [from[0] + (dx * i) / 40 - (dy / length) * out, from[1] + (dy * i) / 40 + (dx / length) * out]
      })
    const [a, b, c, d]: Corner[] = [
      [50, 50],
      [250, 50],
      [250, 180],
      [50, 180],
    ]
    const box = [...side(a!, b!), ...side(b!, c!), ...side(c!, d!), ...side(d!, a!), a!]
    for (let seed = 1; seed <= 4; seed++) expect(recognise(drawn(box, seed), 2)).toBe(undefined)
  })

  test('[SHAPE7] an ellipse that is lopsided, small or drawn with a trembling hand is one', () => {
    const rings = [
      around((angle) => 0.1 * Math.cos(2 * angle)),
      around((angle) => 0.06 * Math.cos(3 * angle)),
      around((angle) => 0.03 * Math.cos(4 * angle)),
      around(() => 0, [60, 40]),
    ]
    for (const ring of rings)
      for (let seed = 1; seed <= 4; seed++) expect(nameOf(recognise(drawn(ring, seed), 2))).toBe('ellipse')
  })

  test('[SHAPE3] a shape is as large as the stroke and where it was', () => {
    const meant = recognise(
      drawn(
        [
          [50, 50],
          [250, 50],
          [250, 180],
          [50, 180],
          [50, 52],
        ],
        3,
      ),
      2,
    )
    const matrix = (meant?.type === 'shape' ? meant.matrix : []) as Matrix
    expect(Math.abs(applyTo(matrix, { x: 0, y: 0 }).x - 50)).toBeLessThan(5)
    expect(Math.abs(applyTo(matrix, { x: 1, y: 1 }).y - 180)).toBeLessThan(5)
  })
})
