import { expect, test } from 'vitest'
import { FONT_STACKS } from '#board/render/fonts.ts'
import { loadWideFonts } from './load-wide-fonts.ts'

/** Pixels of a text that are drawn, and those of them that are neither grey nor black. */
function drawn(text: string): { inked: number; coloured: number } {
  const canvas = Object.assign(document.createElement('canvas'), { width: 120, height: 60 })
  const ctx = canvas.getContext('2d', { willReadFrequently: true })
  if (!ctx) throw new Error('this browser gives no 2D context')
  ctx.font = `32px ${FONT_STACKS.hand}`
  ctx.fillText(text, 10, 40)
  const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height)
  const count = { inked: 0, coloured: 0 }
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4)
    if (alpha < 128) continue
    count.inked++
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) count.coloured++
  }
  return count
}

test('[FONT2] emoji are drawn in colour and Chinese in ink, with the shipped files', async () => {
  await loadWideFonts()
  const faces = await Promise.all(['🎨', '橋'].map((text) => document.fonts.load(`32px ${FONT_STACKS.hand}`, text)))
  expect(faces.every((found) => found.length > 0)).toBe(true)
  expect(drawn('🎨').coloured).toBeGreaterThan(100)
  expect(drawn('橋').inked).toBeGreaterThan(100)
  expect(drawn('橋').coloured).toBe(0)
})
