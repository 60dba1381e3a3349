import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { COMMANDS } from '../editor/commands.ts'
import { TOOLS } from '../tools/index.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
const addRectangle = () =>
  test.editor.document.add([{ kind: 'rectangle', matrix: [1, 0, 0, 1, 0, 0], width: 10, height: 10 }])

describe('help', () => {
  it('[UI14] opens with ? and names every tool and command', async () => {
    await userEvent.keyboard('?')
    const dialog = page.getByRole('dialog', { name: 'Help and keys' })
    await expect.element(dialog.getByRole('table', { name: 'Tools' })).toBeVisible()
    const text = dialog.element().textContent
    for (const { label } of TOOLS) expect(text).toContain(label)
    for (const { label } of COMMANDS) expect(text).toContain(label.replace(/ (?:left|right|up|down)$/, ''))
  })
})

describe('commands', () => {
  it('[UI41] the context menu does to the selection what it says, tells what is not possible, and closes', async () => {
    test.editor.selection.value = new Set([...addRectangle(), ...addRectangle()])
    await page.getByRole('button', { name: 'More', exact: true }).click()
    const menu = page.getByRole('menu', { name: 'Selection' })
    await expect.element(menu).toBeVisible()
    expect(await violations()).toEqual([])
    expect(menu.getByRole('menuitem', { name: 'Distribute across' }).elements()).toEqual([])
    await menu.getByRole('menuitem', { name: 'Delete' }).click()
    expect(test.editor.document.size).toBe(0)
    await expect.element(menu).not.toBeInTheDocument()
    test.app.contextMenu.value = { x: 5_000, y: 5_000 }
    const board = page.getByRole('menu', { name: 'Board' })
    await expect.element(board.getByRole('menuitem', { name: 'Select all' })).toBeVisible()
    const { right, bottom } = board.element().getBoundingClientRect()
    expect(right).toBeLessThan(innerWidth)
    expect(bottom).toBeLessThan(innerHeight)
    await userEvent.keyboard('{ArrowDown}{Escape}')
    expect(test.app.contextMenu.value).toBeNull()
  })

  it('[UI90] the context menu that is asked for right after another one was closed stays open', async () => {
    const menu = page.getByRole('menu', { name: 'Board' })
    const asked = test.app.contextMenu
    asked.value = { x: 100, y: 100 }
    await expect.element(menu).toBeVisible()
    const first = menu.element()
    const heard = new Promise((done) => first.addEventListener('toggle', done))
    asked.value = null
    await vi.waitUntil(() => !first.isConnected, { interval: 0 })
    asked.value = { x: 200, y: 100 }
    await heard
    expect(asked.value).not.toBeNull()
    await expect.element(menu).toBeVisible()
  })

  it('[UI42] the palette finds tools and commands by the beginnings of their words, and runs them by keys alone', async () => {
    addRectangle()
    await userEvent.keyboard('{Control>}/{/Control}')
    await expect.element(page.getByRole('combobox', { name: 'Find a command' })).toHaveFocus()
    await userEvent.keyboard('sel al')
    expect(page.getByRole('option').elements()).toHaveLength(1)
    await userEvent.keyboard('{Enter}')
    expect(test.editor.selection.value.size).toBe(1)
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    test.app.dialogs.palette.value = true
    await page.getByRole('combobox', { name: 'Find a command' }).fill('tool era')
    await page.getByRole('option', { name: 'Tool: Eraser' }).click()
    expect(test.editor.toolbox.current.value.id).toBe('eraser')
    test.app.dialogs.palette.value = true
    await page.getByRole('combobox', { name: 'Find a command' }).fill('nonsense')
    await expect.element(page.getByText('No command has that name.')).toBeVisible()
  })

  it('[UI96] the palette finds by what else people call things, and says what would need something selected', async () => {
    test.app.dialogs.palette.value = true
    const field = page.getByRole('combobox', { name: 'Find a command' })
    await field.fill('import')
    await expect.element(page.getByRole('option', { name: 'Open a file' })).toBeVisible()
    await field.fill('delete')
    await expect.element(page.getByRole('option', { name: 'Tool: Eraser' })).toBeVisible()
    await field.fill('circle')
    await expect.element(page.getByRole('option', { name: 'Tool: Ellipse' })).toBeVisible()
    await field.fill('select same')
    await expect.element(page.getByText(/^Not with what is selected now: Select all of this kind/)).toBeVisible()
    expect(page.getByRole('option').elements()).toEqual([])

    test.app.dialogs.palette.value = false
    await expect.element(field).not.toBeInTheDocument()
    test.editor.selection.value = new Set(addRectangle())
    test.app.dialogs.palette.value = true
    await field.fill('select same')
    await expect.element(page.getByRole('option', { name: 'Select all of this kind' })).toBeVisible()
    await field.fill('erase')
    await expect.element(page.getByRole('option', { name: 'Delete', exact: true })).toBeVisible()
    // What has the word in its name comes first.
    expect(page.getByRole('option').elements()[0]?.textContent).toMatch(/^Tool: Eraser/)
  })

  it('[UI96] in German by German words and by English names', async () => {
    await test.app.words.speak('de')
    test.app.dialogs.palette.value = true
    const field = page.getByRole('combobox')
    await field.fill('importieren')
    await expect.element(page.getByRole('option', { name: 'Open a file' })).toBeVisible()
    await field.fill('woerter')
    await expect.element(page.getByText('No command has that name.')).toBeVisible()
    await field.fill('worter')
    await expect.element(page.getByRole('option', { name: 'Tool: Text' })).toBeVisible()
  })
})

describe('finding one’s way', () => {
  it('[UI43] the list of what is on the board finds words without their accents, and goes there', async () => {
    const { editor } = test
    editor.document.add([{ kind: 'rectangle', matrix: [10, 0, 0, 10, 0, 0] }])
    const [far] = editor.document.add([
      { kind: 'text', text: 'Le dîner\nde midi', matrix: [1, 0, 0, 1, 9_000, 9_000], size: 20 },
    ])
    editor.resize({ width: 800, height: 600 })
    await userEvent.keyboard('{Control>}f{/Control}')
    await expect.element(page.getByRole('combobox', { name: 'Find on this board' })).toHaveFocus()
    expect(
      page
        .getByRole('option')
        .elements()
        .map(({ textContent }) => textContent),
    ).toEqual(['Le dîner de midi', 'Rectangle'])
    expect(await violations()).toEqual([])
    await page.getByRole('combobox', { name: 'Find on this board' }).fill('DINER DE')
    await userEvent.keyboard('{Enter}')
    expect([...editor.selection.value]).toEqual([far])
    expect(editor.camera.value.x).toBeGreaterThan(8_000)
  })

  it('[UI93] on an empty page the list says that there is nothing yet, on any other that nothing has these words', async () => {
    const note = (text: string) => page.getByRole('dialog').getByText(text)
    await userEvent.keyboard('{Control>}f{/Control}')
    await expect.element(note('There is nothing on this page yet.')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    test.editor.document.add([{ kind: 'rectangle', matrix: [10, 0, 0, 10, 0, 0] }])
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    await userEvent.keyboard('{Control>}f{/Control}')
    await page.getByRole('combobox', { name: 'Find on this board' }).fill('no such word')
    await expect.element(note('Nothing on this board says that.')).toBeVisible()
  })

  it('[UI44] says what is selected to those who do not see it', async () => {
    const said = page.getByRole('status', { name: 'What is selected' })
    await expect.element(said).toHaveTextContent('Nothing selected. Select tool.')
    test.editor.selection.value = new Set(addRectangle())
    await expect.element(said).toHaveTextContent('Selected: Rectangle. Select tool.')
    test.editor.selection.value = new Set([...addRectangle(), ...addRectangle()])
    await expect.element(said).toHaveTextContent('2 selected. Select tool.')
  })

  it('[UI89] says what was done to those who do not see it', async () => {
    const { document: board, history, scene, selection } = test.editor
    const said = page.getByRole('status', { name: 'What happened' })
    await expect.poll(() => said.element().textContent, { timeout: 20_000 }).toBe('')
    const [id] = addRectangle()
    await expect.element(said).toHaveTextContent('Rectangle added, 1 in all')
    addRectangle()
    await expect.element(said).toHaveTextContent('Rectangle added, 2 in all')
    selection.value = new Set([id!])
    const { minX, minY } = scene.boundsOf(id!)!
    board.transform([id!], [1, 0, 0, 1, 200, 100])
    await expect.element(said).toHaveTextContent(`At ${Math.round(minX + 200)}, ${Math.round(minY + 100)}`)
    board.edit([id!], 'opacity', 0.5)
    await expect.poll(() => said.element().textContent, { timeout: 20_000 }).toBe('')
    board.remove([id!])
    await expect.element(said).toHaveTextContent('1 deleted, 1 left')
    history.undo()
    await expect.element(said).toHaveTextContent('Rectangle added, 2 in all')
  })

  it('[UI45] leads back to the drawing when nothing of it is in view', async () => {
    const { editor } = test
    const back = page.getByRole('button', { name: 'Back to the drawing' })
    editor.resize({ width: 800, height: 600 })
    addRectangle()
    await expect.element(back).not.toBeInTheDocument()
    editor.camera.value = { x: 50_000, y: 0, zoom: 1 }
    await back.click()
    expect(editor.camera.value.x).toBeLessThan(1_000)
    await expect.element(back).not.toBeInTheDocument()
  })

  it('[UI45] leads to what is drawn beside what is in view, and nowhere when that is gone', async () => {
    const { editor } = test
    const back = page.getByRole('button', { name: 'Back to the drawing' })
    editor.resize({ width: 800, height: 600 })
    editor.camera.value = { x: 50_000, y: 0, zoom: 1 }
    await expect.element(back).not.toBeInTheDocument()
    const drawn = addRectangle()
    await expect.element(back).toBeVisible()
    editor.document.remove(drawn)
    await expect.element(back).not.toBeInTheDocument()
  })
})
