import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { addPage } from '../../editor/pages.ts'
import { violations } from '../testing/axe.ts'
import { useShell } from '../testing/use-shell.ts'

const test = useShell()
const panel = () => page.getByRole('dialog', { name: 'Structure of the board' })
const named = (name: string) => page.getByRole('button', { name, exact: true })
const rows = () => Array.from(panel().element().querySelectorAll('li .panel-name'), ({ textContent }) => textContent)
const square = { kind: 'rectangle', matrix: [40, 0, 0, 40, 0, 0] }

beforeEach(() => {
  test.people.value = [{ client: 3, name: 'Mira', color: '#d6336c', presenting: false, page: 'first-of-all' }]
})

describe('the panel of the structure', () => {
  it.each(['light', 'dark'] as const)('[STRUCT20] no tab has an axe violation, %s', async (theme) => {
    test.app.theme.choice.value = theme
    test.editor.document.add([
      square,
      { kind: 'text', text: 'Hello' },
      { kind: 'frame', name: 'Slide', matrix: [90, 0, 0, 90, 0, 0] },
    ])
    addPage(test.editor)
    test.editor.paging.show('first-of-all')
    test.editor.selection.value = new Set([...test.editor.document.ids()].slice(0, 1))
    for (const tab of ['pages', 'layers', 'frames', 'content'] as const) {
      test.app.panel.value = tab
      await expect.element(page.getByRole('tab', { selected: true })).toHaveTextContent(new RegExp(tab, 'i'))
      expect(await violations()).toEqual([])
    }
  })

  it('[STRUCT20] tabs are gone through with arrows, and Escape leads back to the board', async () => {
    test.app.panel.value = 'pages'
    await expect.element(page.getByRole('tab', { name: 'Pages' })).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(page.getByRole('tab', { name: 'Layers' })).toHaveFocus()
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
    await expect.element(page.getByRole('tab', { name: 'Content' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(panel()).not.toBeInTheDocument()
    expect(document.activeElement?.id).toBe('board')
  })

  it('[STRUCT20] pages are added, named, ordered and deleted; the button of the page leads to them', async () => {
    test.app.panel.value = 'pages'
    await named('New page').click()
    await expect.poll(rows).toEqual(['Page 1', 'Page 2'])
    await named('Page 2').dblClick()
    await page.getByRole('textbox', { name: 'Name of Page 2' }).fill('Plans')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('button', { name: 'Page: Plans, 2 of 2' })).toBeVisible()
    await named('Move Plans up').click()
    await expect.poll(rows).toEqual(['Plans', 'Page 1'])
    await named('Duplicate this page').click()
    await expect.poll(rows).toEqual(['Plans', 'Plans (copy)', 'Page 1'])
    await named('Delete this page').click()
    await expect.poll(rows).toEqual(['Plans', 'Page 1'])
    await expect.element(panel().getByRole('img', { name: 'Mira' })).toBeVisible()
  })

  it('[STRUCT20] layers are added, hidden, locked and ordered', async () => {
    test.app.panel.value = 'layers'
    await named('New layer').click()
    await expect.poll(rows).toEqual(['Layer 2', 'Layer 1'])
    await named('Hide Layer 2 for everybody').click()
    await named('Lock Layer 1').click()
    const { layers } = test.editor.paging
    await expect
      .poll(() => layers.value.map(({ hidden, locked }) => [hidden, locked]))
      .toEqual([
        [false, true],
        [true, false],
      ])
    await named('Move Layer 1 up').click()
    await expect.poll(() => layers.value.map(({ locked }) => locked)).toEqual([false, true])
  })

  it('[STRUCT21] content is named in reading order, and choosing goes there and selects it', async () => {
    const { editor } = test
    const [far] = editor.document.add([{ kind: 'text', text: 'Far down', matrix: [1, 0, 0, 1, 0, 9_000] }])
    editor.document.add([{ kind: 'shape', shape: 'ellipse', matrix: [40, 0, 0, 40, 0, 0] }])
    await userEvent.keyboard('{Alt>}{Shift>}O{/Shift}{/Alt}')
    await expect.poll(rows).toEqual(['Ellipse', 'Text Far down'])
    await named('Text Far down').click()
    expect([...editor.selection.value]).toEqual([far])
    expect(editor.camera.value.y).toBeGreaterThan(8_000)
    editor.document.remove([far!])
    await expect.poll(rows).toEqual(['Ellipse'])
  })
})
