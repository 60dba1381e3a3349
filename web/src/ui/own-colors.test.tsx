import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
const swatch = (name: string) => page.getByRole('radio', { name, exact: true })
const more = () => page.getByRole('button', { name: 'Own colours' })
const figures = () => page.getByRole('textbox', { name: 'Colour in figures, as on light paper' })
const seen = (name: string) =>
  getComputedStyle(swatch(name).element().querySelector('.swatch') as HTMLElement).backgroundColor

function addNote(color: string): string {
  const [id = ''] = test.editor.document.add([{ kind: 'note', color, matrix: [90, 0, 0, 90, 0, 0] }])
  test.editor.selection.value = new Set([id])
  return id
}

it('[THEME4] an own colour is picked or written in figures; what is no colour is put back', async () => {
  test.editor.toolbox.choose('pen')
  await more().click()
  await expect.element(figures()).toHaveValue('#1f2328')
  await figures().fill('12AB9f')
  await userEvent.keyboard('{Enter}')
  expect(test.editor.style.value.color).toBe('#12ab9f')
  await expect.element(figures()).toHaveValue('#12ab9f')
  await figures().fill('#f0c ')
  await userEvent.keyboard('{Enter}')
  expect(test.editor.style.value.color).toBe('#ff00cc')
  await figures().fill('reddish')
  await userEvent.keyboard('{Enter}')
  await expect.element(figures()).toHaveValue('#ff00cc')
  await page.getByLabelText('Any colour', { exact: true }).fill('#336699')
  expect(test.editor.style.value.color).toBe('#336699')
  await swatch('#12ab9f').click()
  expect(test.editor.style.value.color).toBe('#12ab9f')
  expect(await violations()).toEqual([])
})

it('[THEME5] the own colour of what is selected is a swatch that is pressed, folded or not', async () => {
  const id = addNote('#aabbcc')
  await expect.element(swatch('#aabbcc')).toHaveAttribute('aria-checked', 'true')
  await more().click()
  await expect.element(swatch('#aabbcc')).toHaveAttribute('aria-checked', 'true')
  await figures().fill('#0000aa')
  await userEvent.keyboard('{Enter}')
  expect(test.editor.document.get(id)?.props).toMatchObject({ color: '#0000aa' })
  await swatch('Red').click()
  await more().click()
  await expect.element(swatch('#aabbcc')).not.toBeInTheDocument()
})

it('[THEME4] own colours are for the inside of shapes, too', async () => {
  const [id = ''] = test.editor.document.add([{ kind: 'shape', matrix: [90, 0, 0, 90, 0, 0] }])
  test.editor.selection.value = new Set([id])
  await page.getByRole('radio', { name: 'Colour of the inside' }).click()
  await more().click()
  await expect.element(figures()).toHaveValue('')
  await figures().fill('#fff0d0')
  await userEvent.keyboard('{Enter}')
  expect(test.editor.document.get(id)?.props).toMatchObject({ fill: '#fff0d0', color: 'ink' })
})

it('[THEME6] on dark, a colour is picked as it is seen there, and its figures are those on light paper', async () => {
  test.app.theme.choice.value = 'dark'
  test.editor.toolbox.choose('pen')
  await more().click()
  await page.getByLabelText('Any colour', { exact: true }).fill('#99ccff')
  expect(test.editor.style.value.color).toBe('#003366')
  await expect.element(figures()).toHaveValue('#003366')
  await expect.element(swatch('#003366')).toHaveAttribute('aria-checked', 'true')
  expect(seen('#003366')).toBe('rgb(153, 204, 255)')
  await expect.element(page.getByLabelText('Any colour', { exact: true })).toHaveValue('#99ccff')
})

it('[THEME7] the board has a background for everybody: that of the theme, a tint, or an own one', async () => {
  test.app.dialogs.background.value = true
  await swatch('Cream').click()
  expect(test.editor.document.meta.background).toBe('#faf3e0')
  await expect.element(swatch('Cream')).toHaveAttribute('aria-checked', 'true')
  await figures().fill('#203040')
  await userEvent.keyboard('{Enter}')
  expect(test.editor.document.meta.background).toBe('#203040')
  expect(test.app.ownColors.list.value).toEqual(['#203040'])
  expect(await violations()).toEqual([])
  await swatch('Like the theme').click()
  expect(test.editor.document.meta.background).toBe('default')
})
