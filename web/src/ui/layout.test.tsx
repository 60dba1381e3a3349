import './board-styles.ts'
import { render } from 'preact'
import { expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { layOut } from '../page-layers.ts'
import { Shell } from './shell.tsx'
import { createTestApp } from './testing/test-app.ts'

it.each([901, 1000, 1100, 1180, 1181])('[UI48] in a window %i px wide no bar covers another', async (width) => {
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
  await page.viewport(width, 700)
  // The widest the toolbar gets: both groups show one more, the one used last.
  test.editor.toolbox.choose('highlighter')
  test.editor.toolbox.choose('cloud')
  await expect.element(page.getByRole('radio', { name: 'Cloud', exact: true })).toBeVisible()
  const buttons = document.querySelector('.bottom-left')!.getBoundingClientRect()
  const tools = document.querySelector('.toolbar')!.getBoundingClientRect()
  expect(tools.left).toBeGreaterThanOrEqual(buttons.right)
  expect(tools.right).toBeLessThanOrEqual(width)
})
