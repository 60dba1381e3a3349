import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { anyText } from '../testing/any-text.ts'
import { createApplyUpdate } from './apply-update.ts'
import { createValueReader, createValueWriter } from './values.ts'

const leaf = fc.oneof(
  anyText(200),
  fc.constantFrom('id', 'kind', 'stroke', 'ink', '', '😀', 'naïve', 'ab\u007f'),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.float(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.uint8Array({ maxLength: 200 }),
)
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      tie('value'),
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
})).value

/** Yjs takes no `undefined` by itself. */
const stored = value.filter((one) => one !== undefined)

it('[DOC32] values are read as lib0 reads them, and what is written here lib0 reads too', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 8 }), (values) => {
      const encoder = encoding.createEncoder()
      for (const one of values) encoding.writeAny(encoder, one as never)
      const theirs = decoding.createDecoder(encoding.toUint8Array(encoder))
      const reader = createValueReader()
      const read = values.map(() => reader.read(theirs))
      expect(read).toEqual(values)
      expect(decoding.hasContent(theirs)).toBe(false)

      const writer = createValueWriter()
      for (const one of values) writer.value(one)
      const ours = decoding.createDecoder(writer.take())
      expect(values.map(() => decoding.readAny(ours))).toEqual(values)
    }),
    { numRuns: 300 },
  )
})

it('[DOC32] bytes that end too soon are refused, not read past their end', () => {
  const writer = createValueWriter()
  writer.value({ id: 'stroke-one-1', kind: 'stroke', points: new Uint8Array(20) })
  const whole = writer.take()
  const reader = createValueReader()
  for (let length = 0; length < whole.length; length++) {
    expect(() => reader.read(decoding.createDecoder(whole.slice(0, length)))).toThrow()
  }
})

it('[DOC32] an update applied fast makes the document that Yjs makes of it', () => {
  fc.assert(
    fc.property(fc.array(stored, { maxLength: 8 }), fc.array(stored, { maxLength: 4 }), (records, edits) => {
      const doc = new Y.Doc()
      doc.getArray('elements').push(records)
      for (const [i, edit] of edits.entries()) doc.getMap('edits').set(`${i}`, edit)
      doc.getMap('texts').set('a', new Y.Text('words'))
      const copy = new Y.Doc()
      createApplyUpdate()(copy, Y.encodeStateAsUpdate(doc), null)
      expect(Y.encodeStateAsUpdate(copy)).toEqual(Y.encodeStateAsUpdate(doc))
      expect(copy.getArray('elements').toArray()).toEqual(records)
    }),
    { numRuns: 100 },
  )
})
