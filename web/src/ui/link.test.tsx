import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { person } from '../editor/testing/person.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
afterEach(() => void vi.restoreAllMocks())

const sign = () => page.getByRole('button', { name: 'Open https://example.org' })
const addShape = () =>
  test.editor.document.add([{ kind: 'shape', matrix: [100, 0, 0, 60, 300, 200], fill: 'yellow' }])[0] as string
const linkOf = (id: string) => test.editor.document.belonging(id)?.link

it('[LINK3] Ctrl+K makes what is selected lead somewhere, a sign beside it goes there, and it can be taken away; one step each', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null)
  const id = addShape()
  test.editor.selection.value = new Set([id])
  await userEvent.keyboard('{Control>}k{/Control}')
  const address = page.getByRole('textbox', { name: 'Address' })
  await address.fill('javascript:alert(1)')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('That is no address')
  expect(await violations()).toEqual([])
  await address.fill('example.org')
  await userEvent.keyboard('{Enter}')
  expect(linkOf(id)).toBe('https://example.org')
  await expect.element(sign()).toBeVisible()
  expect(await violations()).toEqual([])
  await sign().click()
  expect(open).toHaveBeenLastCalledWith('https://example.org', '_blank', 'noopener,noreferrer')
  test.editor.history.undo()
  await expect.element(sign()).not.toBeInTheDocument()
  test.editor.history.redo()
  test.app.dialogs.link.value = true
  await page.getByRole('button', { name: 'Remove the link' }).click()
  expect(linkOf(id)).toBe('')
  await expect.element(sign()).not.toBeInTheDocument()
})

it('[LINK5] Ctrl+click on an element goes where it leads; without a link it selects, as ever', () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null)
  const id = addShape()
  const alice = person(test.editor).hold({ ctrl: true }).click(350, 230).expectSelected(id)
  expect(open).not.toHaveBeenCalled()
  test.editor.document.edit([id], 'link', '/b/another-board')
  test.editor.selection.value = new Set()
  alice.click(350, 230).expectSelected()
  expect(open).toHaveBeenLastCalledWith('/b/another-board', '_blank', 'noopener,noreferrer')
  alice.hold({}).click(350, 230).expectSelected(id)
})

it('[LINK6] a copy leads where the original does', async () => {
  const id = addShape()
  test.editor.document.edit([id], 'link', 'https://example.org')
  const [copy = ''] = test.editor.document.duplicate([id], 20, 20)
  expect(linkOf(copy)).toBe('https://example.org')
  await expect.element(sign().first()).toBeVisible()
})
