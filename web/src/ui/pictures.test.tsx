import { expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { newImage, type ImageProps } from '#board/elements/image.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()

const addPicture = (): string => {
  const [id = ''] = test.editor.document.add([
    newImage({ file: 'a'.repeat(64), natural: [400, 200] }, { x: 300, y: 300 }, 400),
  ])
  test.editor.selection.value = new Set([id])
  return id
}
const run = (id: string) => test.app.commands.find((command) => command.id === id)?.run(test.editor)

it('[UI80] a picture is described in a dialog, in one step; the words of another one are not touched', async () => {
  const id = addPicture()
  run('alt-text')
  const field = page.getByRole('textbox', { name: 'What the picture shows' })
  await field.fill('A map of the school')
  expect(await violations()).toEqual([])
  test.editor.selection.value = new Set([addPicture()])
  await page.getByRole('button', { name: 'Save' }).click()
  const altOf = (one: string) => (test.editor.document.get(one)?.props as ImageProps | undefined)?.alt
  expect(altOf(id)).toBe('A map of the school')
  expect([...test.editor.selection.value].map(altOf)).toEqual([''])
  test.editor.history.undo()
  expect(altOf(id)).toBe('')
})

it('[UI81] a page without a camera says why, in words, and nothing else happens', async () => {
  const refuse = (name: string) =>
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('no', name))
  onTestFinished(() => void vi.restoreAllMocks())
  refuse('NotFoundError')
  test.app.dialogs.camera.value = true
  await expect.element(page.getByRole('alert')).toHaveTextContent('No camera was found.')
  expect(await violations()).toEqual([])
  refuse('NotReadableError')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('another program may be using it')
  await userEvent.keyboard('{Escape}')
  expect(test.done).toEqual([])
})
