import './board-styles.ts'
import { render } from 'preact'
import { expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { layOut } from '../page-layers.ts'
import { Shell } from './shell.tsx'
import { createTestApp } from './testing/test-app.ts'

function mount() {
  const test = createTestApp()
  const root = document.body.appendChild(document.createElement('div'))
  const { chrome } = layOut(root)
  render(<Shell app={test.app} />, chrome)
  onTestFinished(async () => {
    render(null, chrome)
    root.remove()
    test.dispose()
    await page.viewport(1024, 720)
  })
  return test
}

it.each([901, 1020, 1021, 1100, 1200, 1300, 1301])(
  '[UI48] in a window %i px wide no bar covers another',
  async (width) => {
    const test = mount()
    await page.viewport(width, 700)
    // The widest the toolbar gets: every group shows one more, the one used last.
    test.editor.toolbox.choose('lasso')
    test.editor.toolbox.choose('highlighter')
    test.editor.toolbox.choose('cutting-eraser')
    test.editor.toolbox.choose('frame')
    test.editor.toolbox.choose('cloud')
    await expect.element(page.getByRole('radio', { name: 'Cloud', exact: true })).toBeVisible()
    const buttons = document.querySelector('.bottom-left')!.getBoundingClientRect()
    const tools = document.querySelector('.toolbar')!.getBoundingClientRect()
    expect(tools.left).toBeGreaterThanOrEqual(buttons.right)
    expect(tools.right).toBeLessThanOrEqual(width)
  },
)

it('[UI70] in a low window the looks are one button, so that they do not cover what is drawn', async () => {
  const test = mount()
  await page.viewport(1000, 480)
  test.editor.toolbox.choose('arrow')
  const panel = page.getByRole('group', { name: 'Style' })
  await expect.element(panel).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Style' }).click()
  await expect.element(panel).toBeVisible()
  const { top, bottom } = panel.element().getBoundingClientRect()
  expect(top).toBeGreaterThanOrEqual(0)
  expect(bottom).toBeLessThanOrEqual(480)
  await page.viewport(1000, 700)
  await expect.element(page.getByRole('button', { name: 'Style' })).not.toBeInTheDocument()
  await expect.element(panel).toBeVisible()
})
