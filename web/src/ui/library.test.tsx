import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()

const openLibrary = () => userEvent.keyboard('{Alt>}l{/Alt}')
const keep = () => page.getByRole('button', { name: 'Keep what is selected' })

it.each(['light', 'dark'] as const)(
  '[LIB4] a click on a template puts it in the middle of what is looked at, in one step, %s',
  async (theme) => {
    test.app.theme.choice.value = theme
    await openLibrary()
    const kanban = page.getByRole('button', { name: 'Kanban' })
    await expect.element(kanban).toBeVisible()
    expect(await violations()).toEqual([])
    await kanban.click()
    await expect.element(kanban).not.toBeInTheDocument()
    const { scene, history, document } = test.editor
    expect((scene.bounds!.minX + scene.bounds!.maxX) / 2).toBeCloseTo(512, 0)
    expect(document.size).toBe(11)
    history.undo()
    expect(document.size).toBe(0)
  },
)

it('[LIB5] what is selected is kept as a piece, put on the board like a template, and removed', async () => {
  const { document, selection } = test.editor
  const ids = document.add([{ kind: 'note', matrix: [200, 0, 0, 200, 0, 0], text: 'A thought' }])
  await openLibrary()
  await expect.element(keep()).toHaveAttribute('aria-disabled', 'true')
  await userEvent.keyboard('{Escape}')
  selection.value = new Set(ids)
  await openLibrary()
  await keep().click()
  const piece = page.getByRole('button', { name: /^Sticky note|^Note|^A thought/ })
  await expect.element(piece.first()).toBeVisible()
  expect(await violations()).toEqual([])
  await piece.first().click()
  expect(document.size).toBe(2)
  await openLibrary()
  await page.getByRole('button', { name: /^Remove/ }).click()
  await expect.element(piece.first()).not.toBeInTheDocument()
})
