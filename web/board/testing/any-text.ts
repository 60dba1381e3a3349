import fc from 'fast-check'

const SURROGATES = { first: 0xd800, last: 0xdfff } as const
const LAST_CODE_POINT = 0x10ffff

const character = fc
  .oneof(fc.nat({ max: SURROGATES.first - 1 }), fc.integer({ min: SURROGATES.last + 1, max: LAST_CODE_POINT }))
  .map((code) => String.fromCodePoint(code))

/**
 * Text of any characters, so many of them at most; no halves of pairs. Those of fast-check's unit `binary` are the same, but it
 * makes a table of all 1.1 million first, which takes seconds in every process.
 */
export const anyText = (maxLength?: number): fc.Arbitrary<string> =>
  fc.string({ unit: character, ...(maxLength === undefined ? {} : { maxLength }) })
