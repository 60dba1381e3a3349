import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
const shape = (x: number, locked = false) => ({ kind: 'shape', matrix: [90, 0, 0, 90, x, 0], locked })

it('[CMD15] a page is cleared when that is asked twice, but for what is locked; one undo brings all of it back', async () => {
  const { editor } = test
  editor.document.add([shape(0), shape(200), shape(400, true)])
  const dialog = page.getByRole('dialog', { name: 'Clear this page?' })
  await userEvent.keyboard('{Control>}{Delete}{/Control}')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  expect(editor.document.size).toBe(3)
  await userEvent.keyboard('{Control>}{Delete}{/Control}')
  await expect.element(dialog).toBeVisible()
  expect(await violations()).toEqual([])
  await dialog.getByRole('button', { name: 'Clear this page' }).click()
  expect(editor.document.size).toBe(1)
  editor.history.undo()
  expect(editor.document.size).toBe(3)
})
