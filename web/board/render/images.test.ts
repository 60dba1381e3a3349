import { expect, it } from 'vitest'
import { kindOf } from '../elements/index.ts'
import { newImage } from '../elements/image.ts'
import { FREE } from '../elements/belonging.ts'
import { readProps, wordsOfNew } from '../elements/read.ts'
import { boxAt } from '../geometry/box.ts'
import { multiply, rotate, scale, translate } from '../geometry/matrix.ts'
import { measureRoughly } from '../testing/measure.ts'
import { paintItems, type PaintContext } from './canvas.ts'
import { pictureOf } from './picture.ts'
import { svgOf } from './svg.ts'

const FILE = 'a'.repeat(64)
const KIND = 'image'

const propsOf = (record: object) =>
  readProps(
    { ...newImage({ file: FILE, natural: [400, 200] }, { x: 200, y: 100 }, 400), id: 'an-element-id', ...record },
    undefined,
    wordsOfNew({}),
  )

const pictureWith = (record: object = {}) =>
  pictureOf([{ id: 'an-element-id', kind: KIND, z: 'a0', props: propsOf(record), belonging: FREE }], measureRoughly, {
    margin: 0,
  })

it('[IMG12] a picture is placed as a whole: what is cropped away is not seen, and what is left stays where it was', () => {
  const kind = kindOf(KIND)
  expect(kind.frame(propsOf({}), measureRoughly)).toEqual(boxAt(0, 0, 400, 200))
  expect(kind.frame(propsOf({ crop: [0.25, 0.5, 0.5, 0.5] }), measureRoughly)).toEqual(boxAt(100, 100, 200, 100))
})

it('[IMG13] a picture is mirrored, turned and scaled, and never stretched', () => {
  const props = propsOf({ crop: [0.25, 0.5, 0.5, 0.5] })
  const { transform } = kindOf(KIND)
  expect(transform(props, scale(-1, 1))).toEqual([-400, 0, 0, 200, 0, 0])
  const wide = transform(props, scale(4, 1))
  expect(Math.hypot(wide[0], wide[1]) / Math.hypot(wide[2], wide[3])).toBeCloseTo(2)
  const there = multiply(translate(5, 6), multiply(rotate(1), scale(-2, 2)))
  for (const [i, value] of multiply(there, props.matrix).entries())
    expect(transform(props, there)[i]).toBeCloseTo(value)
})

it.each([
  ['not a hash', { file: '../../etc/passwd' }, { file: '0'.repeat(64) }],
  ['a crop that is not within the picture', { crop: [0.5, 0, 0.6, 1] }, { crop: [0, 0, 1, 1] }],
  ['a crop that leaves nothing', { crop: [0.5, 0.5, 0, 0] }, { crop: [0, 0, 1, 1] }],
  ['a size that is none', { natural: [0, Number.NaN] }, { natural: [1, 1] }],
  ['words without end', { alt: 'x'.repeat(10_000) }, { alt: '' }],
])('[IMG14] %s counts as never said', (_name, record, read) => {
  expect(propsOf(record)).toMatchObject(read)
})

it('[IMG15] an SVG holds the pictures that it is given, cropped, and a quiet sheet of the right size for others', () => {
  const picture = pictureWith({ crop: [0.5, 0, 0.5, 1], opacity: 0.5 })
  const whole = svgOf(picture, { theme: 'light', files: new Map([[FILE, 'data:image/png;base64,AAAA']]) })
  expect(whole).toContain('href="data:image/png;base64,AAAA"')
  expect(whole).toContain('<clipPath id="clip-1"><path d="M200 0l200 0 0 200-200 0z"/></clipPath>')
  expect(whole).toContain('<g clip-path="url(#clip-1)" opacity="0.5">')
  expect(whole).toContain('transform="matrix(400 0 0 200 0 0)"')
  const without = svgOf(picture, { theme: 'light' })
  expect(without).not.toContain('<image')
  expect(without).toContain('<path d="M200 0l200 0 0 200-200 0z" fill="#')
})

it('[IMG15] painted is the bitmap where there is one, else the sheet', () => {
  const painted = (bitmap: object | undefined): string[] => {
    const calls: string[] = []
    const record =
      (_: object, name: string | symbol) =>
      (...values: unknown[]) =>
        void calls.push(`${String(name)}(${values.map(String).join(' ')})`)
    const context = new Proxy({}, { get: record, set: () => true }) as unknown as PaintContext
    paintItems(context, pictureWith().items, 'light', () => bitmap)
    return calls
  }
  expect(painted({ toString: () => 'bitmap' })).toEqual(
    expect.arrayContaining(['clip()', 'transform(400 0 0 200 0 0)', 'drawImage(bitmap 0 0 1 1)']),
  )
  expect(painted(undefined)).toContain('fill()')
})

it('[IMG33] what a picture shows, in words, is its name in an SVG, there or not', () => {
  const picture = pictureWith({ alt: 'Ann & Bob <3' })
  for (const files of [new Map([[FILE, 'data:image/png;base64,AAAA']]), undefined]) {
    const svg = svgOf(picture, { theme: 'light', ...(files && { files }) })
    expect(svg).toMatch(/<g[^>]* role="img"><title>Ann &amp; Bob &lt;3<\/title>/)
  }
  expect(svgOf(pictureWith({}), { theme: 'light' })).not.toContain('<title>')
})
