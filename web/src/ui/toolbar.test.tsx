import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { TOOLS } from '../tools/index.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
const tool = (name: string) => page.getByRole('radio', { name, exact: true })
const addRectangle = () =>
  test.editor.document.add([{ kind: 'rectangle', matrix: [1, 0, 0, 1, 0, 0], width: 10, height: 10 }])

describe('the toolbar', () => {
  it('[UI5] is one stop for Tab; arrows, Home and End move within and go round', async () => {
    const first = tool(TOOLS[0]!.label).element() as HTMLElement
    first.focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(page.getByRole('button', { name: 'More like select' }).element())
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(tool('Hand').element())
    await userEvent.keyboard('{End}')
    expect(document.activeElement).toBe(page.getByRole('button', { name: 'Keep the tool on' }).element())
    await userEvent.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(tool(TOOLS.at(-1)!.label).element())
    await userEvent.keyboard('{ArrowRight}')
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(first)
    await userEvent.keyboard('{ArrowLeft}{Home}')
    expect(document.activeElement).toBe(first)
    const stops = [...document.querySelectorAll<HTMLElement>('[aria-label="Tools"] button')].filter(
      ({ tabIndex }) => tabIndex === 0,
    )
    expect(stops).toEqual([first])
  })

  it('[UI5] what a narrow window leaves out is no stop', async () => {
    await page.viewport(600, 640)
    ;(tool('Select').element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(tool('Hand').element())
    await userEvent.keyboard('{End}{ArrowRight}')
    expect(document.activeElement).toBe(tool('Select').element())
  })

  it('[UI6] moving the focus chooses nothing; Enter and Space do', async () => {
    ;(tool('Select').element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    expect(test.editor.toolbox.current.value.id).toBe('select')
    await userEvent.keyboard('{Enter}')
    expect(test.editor.toolbox.current.value.id).toBe('hand')
    await expect.element(tool('Hand')).toHaveAttribute('aria-checked', 'true')
  })

  it('[UI7] follows the keyboard’s choice', async () => {
    await userEvent.keyboard('p')
    await expect.element(tool('Pen')).toHaveAttribute('aria-checked', 'true')
    await expect.element(tool('Select')).toHaveAttribute('aria-checked', 'false')
  })
})

describe('groups of tools', () => {
  it('[UI37] share a place: the arrow opens the list, and the one picked stands for all', async () => {
    await page.getByRole('button', { name: 'More like rectangle' }).click()
    const list = page.getByRole('group', { name: 'Rectangle and others' })
    expect(await violations()).toEqual([])
    await list.getByRole('radio', { name: 'Star' }).click()
    expect(test.editor.toolbox.current.value.id).toBe('star')
    await expect.element(list).not.toBeInTheDocument()
    await expect.element(tool('Star')).toHaveAttribute('aria-checked', 'true')
    await page.viewport(390, 640)
    await expect.element(tool('Star')).toBeVisible()
    await expect.element(tool('Ellipse')).not.toBeInTheDocument()
    await tool('Star').click()
    await list.getByRole('radio', { name: 'Ellipse' }).click()
    await expect.element(tool('Ellipse')).toBeVisible()
    await expect.element(tool('Star')).not.toBeInTheDocument()
  })

  it('[UI37] the list closes with Escape, which gives the focus back, and with a press elsewhere', async () => {
    const more = page.getByRole('button', { name: 'More like rectangle' })
    const list = page.getByRole('group', { name: 'Rectangle and others' })
    await more.click()
    ;(list.getByRole('radio', { name: 'Cloud' }).element() as HTMLElement).focus()
    await userEvent.keyboard('{Escape}')
    await expect.element(list).not.toBeInTheDocument()
    await expect.element(more).toHaveFocus()
    await more.click()
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    await expect.element(list).not.toBeInTheDocument()
  })
})

describe('the style panel', () => {
  it('[UI38] offers how a shape is filled when it is, and the looks of words where there are some', async () => {
    const row = (name: string) => page.getByRole('radiogroup', { name })
    const ids = addRectangle()
    test.editor.selection.value = new Set(ids)
    await expect.element(row('Line')).toBeVisible()
    await expect.element(row('Filling')).not.toBeInTheDocument()
    await expect.element(row('Font')).not.toBeInTheDocument()
    test.editor.document.edit(ids, 'fill', 'yellow')
    test.editor.document.editText(ids[0]!, [{ index: 0, remove: 0, insert: 'hi' }])
    test.editor.selection.value = new Set(ids)
    await expect.element(row('Filling')).toBeVisible()
    await expect.element(row('Font')).toBeVisible()
  })

  it('[STRUCT22] a frame is filled with a colour, and emptied', async () => {
    const { editor } = test
    const [id = ''] = editor.document.add([{ kind: 'frame', name: 'Slide', matrix: [90, 0, 0, 90, 0, 0] }])
    editor.selection.value = new Set([id])
    const filled = () => editor.document.get(id)?.props
    await page.getByRole('radiogroup', { name: 'Fill' }).getByRole('radio', { name: 'Blue' }).click()
    expect(filled()).toMatchObject({ fill: 'blue' })
    await page.getByRole('radio', { name: 'No fill' }).click()
    expect(filled()).toMatchObject({ fill: 'none' })
  })

  it('[UI8] shows what the tool needs and nothing for tools that need nothing', async () => {
    const panel = page.getByRole('group', { name: 'Style' })
    test.editor.toolbox.choose('hand')
    await expect.element(panel).not.toBeInTheDocument()
    test.editor.toolbox.choose('pen')
    await expect.element(page.getByRole('radiogroup', { name: 'Width' })).toBeVisible()
    await expect.element(page.getByRole('radiogroup', { name: 'Opacity' })).toBeVisible()
    await expect.element(page.getByRole('radiogroup', { name: 'Text size' })).not.toBeInTheDocument()
    test.editor.toolbox.choose('text')
    await expect.element(page.getByRole('radiogroup', { name: 'Text size' })).toBeVisible()
  })

  it('[UI9] sets the style of what is drawn next, and of what is selected', async () => {
    test.editor.toolbox.choose('pen')
    await page.getByRole('radio', { name: 'Green' }).click()
    expect(test.editor.style.value.color).toBe('green')
    test.editor.toolbox.choose('select')
    const [id] = addRectangle()
    test.editor.selection.value = new Set([id!])
    await page.getByRole('radio', { name: 'Violet' }).click()
    expect(test.editor.document.get(id!)?.props).toMatchObject({ color: 'violet' })
    await expect.element(page.getByRole('radio', { name: 'Violet' })).toHaveAttribute('aria-checked', 'true')
  })
})
