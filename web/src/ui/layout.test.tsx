import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { addRectangle, addText } from '../editor/testing/test-editor.ts'
import { TOOLS } from '../tools/index.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()

it.each([901, 1020, 1021, 1100, 1200, 1300, 1301])(
  '[UI48] in a window %i px wide no bar covers another',
  async (width) => {
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

it.each([320, 390, 700, 900])(
  '[UI37] in a window %i px wide every list of tools is wholly inside of it',
  async (width) => {
    await page.viewport(width, 640)
    const names = new Set(TOOLS.flatMap(({ group }) => group ?? []))
    for (const name of names) {
      const tools = TOOLS.filter(({ group }) => group === name)
      const last = tools.findLast(({ returns }) => !returns)!
      test.editor.toolbox.choose(last.id)
      await page.getByRole('radio', { name: last.label, exact: true }).click()
      for (const { label } of tools) {
        const tool = page.getByRole('group', { name: / and others$/ }).getByRole('radio', { name: label, exact: true })
        await expect.element(tool).toBeVisible()
        const { left, right, top } = tool.element().getBoundingClientRect()
        expect([left >= 0, right <= width, top >= 0]).toEqual([true, true, true])
      }
      await userEvent.keyboard('{Escape}')
    }
  },
)

it('[UI70] in a low window the looks are one button, so that they do not cover what is drawn', async () => {
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

it('[UI82] a button that is pointed at has the name that it shows: the key beside it is no part of it', async () => {
  await page.viewport(1000, 700)
  const [id] = test.editor.document.add([{ kind: 'rectangle', matrix: [40, 0, 0, 40, 0, 0] }])
  test.editor.selection.value = new Set(id === undefined ? [] : [id])
  const button = page.getByRole('button', { name: 'Send to back' })
  await button.hover()
  const tip = button.element().querySelector('.tip')!
  await expect.poll(() => getComputedStyle(tip).visibility).toBe('visible')
  expect(await violations(button.element())).toEqual([])
  const key = getComputedStyle(tip.querySelector('kbd')!, '::before').content
  expect([tip.textContent, key]).toEqual(['Send to back', expect.stringMatching(/^"\S+"$/)])
  await button.unhover()
})

const selectMixed = () => {
  const { document: board, selection } = test.editor
  const line = board.add([{ kind: 'line', points: [0, 0, 90, 40], matrix: [1, 0, 0, 1, 10, 80], endHead: 'arrow' }])
  selection.value = new Set([addRectangle(board, 10, 10, 100, 50), addText(board, 40, 20, 'hello'), ...line])
}
const barOfSelected = async () => {
  const duplicate = page.getByRole('button', { name: 'Duplicate' })
  await expect.element(duplicate).toBeVisible()
  return duplicate.element().closest('.island')!.getBoundingClientRect()
}
const looksShown = async () => {
  const looks = page.getByRole('group', { name: 'Style' })
  await expect.element(looks).toBeVisible()
  return looks.element().getBoundingClientRect()
}

it('[UI88] what is done with the selected stands low beside its looks, however many rows those have', async () => {
  await page.viewport(1000, 800)
  selectMixed()
  const [bar, panel] = [await barOfSelected(), await looksShown()]
  expect(bar.bottom).toBe(panel.bottom)
  expect(bar.height).toBeLessThan(panel.height)
})

it.each([
  [1101, 601],
  [1280, 720],
  [1280, 800],
  [1920, 1080],
])(
  '[UI97] in a window of %i × %i px all looks stand in a column at the side, clear of every bar',
  async (width, height) => {
    await page.viewport(width, height)
    test.editor.resize({ width, height })
    selectMixed()
    const [bar, panel] = [await barOfSelected(), await looksShown()]
    expect(panel.width).toBeLessThan(260)
    expect(panel.left).toBeGreaterThan(width - 280)
    const boxOf = (part: string) => document.querySelector(part)!.getBoundingClientRect()
    const [people, tools] = [boxOf('.top-right'), boxOf('.toolbar')]
    expect(panel.top).toBeGreaterThanOrEqual(people.bottom)
    expect(panel.bottom).toBeLessThanOrEqual(tools.top)
    expect(panel.left).toBeGreaterThan(bar.right)
    expect(bar.bottom).toBeLessThanOrEqual(tools.top)

    test.app.panel.value = 'layers'
    const list = page.getByRole('dialog', { name: 'Structure of the board' })
    await expect.element(list).toBeVisible()
    const beside = await looksShown()
    expect(beside.right).toBeLessThanOrEqual(list.element().getBoundingClientRect().left)
    expect((await barOfSelected()).right).toBeLessThanOrEqual(beside.left)
  },
)

it.each([901, 1000, 1100, 1101, 1280, 1440])(
  '[MAP7] in a window %i px wide the minimap covers nothing of what is done with the selected',
  async (width) => {
    await page.viewport(width, 800)
    test.app.preferences.minimap.value = true
    selectMixed()
    const map = page.getByRole('region', { name: 'Minimap' })
    await expect.element(map).toBeVisible()
    const { right } = map.element().getBoundingClientRect()
    const bar = await barOfSelected()
    expect(bar.left).toBeGreaterThanOrEqual(right)
    expect((await looksShown()).left).toBeGreaterThanOrEqual(bar.right)
  },
)
