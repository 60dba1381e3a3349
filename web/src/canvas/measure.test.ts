import { expect, test } from 'vitest'
import { createMeasure } from './measure.ts'

test('[FONT1] text is measured again when a late font style sheet is there, unless nobody asks any more', async () => {
  const sheets = Promise.resolve()
  const { onFonts } = createMeasure(sheets)
  const log: string[] = []
  onFonts(() => log.push('kept'))
  onFonts(() => log.push('stopped'))()
  await sheets
  expect(log).toEqual(['kept'])
})
