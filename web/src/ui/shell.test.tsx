import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { startTyping } from '../editor/typing.ts'
import { TOOLS } from '../tools/index.ts'
import { ICONS } from './icons.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
const tool = (name: string) => page.getByRole('radio', { name, exact: true })
const addRectangle = () =>
  test.editor.document.add([{ kind: 'rectangle', matrix: [1, 0, 0, 1, 0, 0], width: 10, height: 10 }])

describe('accessibility', () => {
  it.each(['light', 'dark'] as const)('[UI1] the shell has no axe violation, %s', async (theme) => {
    test.app.theme.choice.value = theme
    test.people.value = [{ client: 1, name: 'Mira', color: '#d6336c', presenting: false, page: 'first-of-all' }]
    test.editor.toolbox.choose('pen')
    await expect.element(page.getByRole('button', { name: 'Follow Mira' })).toBeVisible()
    expect(await violations()).toEqual([])
  })

  it('[UI3] a 360 px wide phone has room for every tool at 44 px, and nothing scrolls', async () => {
    await page.viewport(360, 640)
    test.editor.toolbox.choose('pen')
    const places = [...document.querySelectorAll('[data-tool]')].filter((place) => place.checkVisibility())
    expect(places.length).toBeGreaterThanOrEqual(new Set(TOOLS.map(({ id, group }) => group ?? id)).size)
    for (const place of places) {
      const box = place.getBoundingClientRect()
      expect(box.width).toBeGreaterThanOrEqual(44)
      expect(box.height).toBeGreaterThanOrEqual(44)
      expect(box.left).toBeGreaterThanOrEqual(0)
      expect(box.right).toBeLessThanOrEqual(360)
    }
    const { scrollWidth, scrollHeight } = document.documentElement
    expect([scrollWidth, scrollHeight]).toEqual([360, 640])
    expect(await violations()).toEqual([])
  })

  it('[UI4] every tool has an icon', () => {
    for (const { icon } of TOOLS) if (typeof icon === 'string') expect(Object.keys(ICONS)).toContain(icon)
  })
})

describe('undo and redo', () => {
  it('[UI10] are there when there is something to undo or redo', async () => {
    const undo = page.getByRole('button', { name: 'Undo' })
    await expect.element(undo).toHaveAttribute('aria-disabled', 'true')
    addRectangle()
    await expect.element(undo).not.toHaveAttribute('aria-disabled')
    await undo.click()
    expect(test.editor.document.size).toBe(0)
    await page.getByRole('button', { name: 'Redo' }).click()
    expect(test.editor.document.size).toBe(1)
  })
})

describe('the title', () => {
  it('[UI11] renames the board on Enter, keeps it on Escape, and takes letters for itself', async () => {
    const title = page.getByRole('textbox', { name: 'Board title' })
    await title.fill('  Garden   party ')
    await userEvent.keyboard('{Enter}')
    expect(test.app.title.value).toBe('Garden party')
    await title.click()
    await userEvent.keyboard('hp{Escape}')
    expect(test.app.title.value).toBe('Garden party')
    expect(test.editor.toolbox.current.value.id).toBe('select')
    await expect.element(title).toHaveValue('Garden party')
  })
})

it('[UI34] a tool or a colour picked with the mouse leaves the space bar and the arrows to the board', async () => {
  await tool('Pen').click()
  await page.getByRole('radio', { name: 'Red' }).click()
  await userEvent.keyboard('{ >}')
  expect(test.editor.toolbox.current.value.id).toBe('hand')
  await userEvent.keyboard('{/ }')
  expect(test.editor.toolbox.current.value.id).toBe('pen')
  const [id = ''] = addRectangle()
  test.editor.toolbox.choose('select')
  test.editor.selection.value = new Set([id])
  await page.getByRole('radio', { name: 'Blue' }).click()
  await userEvent.keyboard('{ArrowRight}')
  expect(test.editor.document.get(id)?.props.matrix).toEqual([1, 0, 0, 1, 1, 0])
})

it('[UI35] the colour and the size of a text can be changed while it is typed', async () => {
  startTyping(test.editor, { kind: 'text', matrix: [1, 0, 0, 1, 0, 0], text: 'hello', size: 28 })
  await page.getByRole('radio', { name: 'Red' }).click()
  await page.getByRole('radio', { name: 'Large', exact: true }).click()
  expect(test.editor.editing.value).not.toBe(null)
  expect(test.editor.document.get(test.editor.editing.value ?? '')?.props).toMatchObject({ color: 'red', size: 44 })
})

describe('a phone', () => {
  it('[UI31] the share dialog fits', async () => {
    await page.viewport(360, 640)
    test.app.dialogs.share.value = true
    const dialog = page.getByRole('dialog', { name: 'Share this board' })
    await expect.element(dialog).toBeVisible()
    expect(dialog.element().scrollWidth).toBeLessThanOrEqual(dialog.element().clientWidth)
  })

  it('[UI32] the style folds when somebody goes on drawing, and not before', async () => {
    await page.viewport(360, 640)
    test.editor.toolbox.choose('pen')
    const fold = page.getByRole('button', { name: 'Style' })
    await fold.click()
    await page.getByRole('radio', { name: 'Red' }).click()
    await expect.element(fold).toHaveAttribute('aria-expanded', 'true')
    document.querySelector('main')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    await expect.element(fold).toHaveAttribute('aria-expanded', 'false')
  })

  it('[UI33] nobody’s picture covers how many others are here', async () => {
    await page.viewport(360, 640)
    test.people.value = [{ client: 7, name: 'Mira', color: '#d6336c', presenting: false, page: 'first-of-all' }]
    await expect.element(page.getByText('+1', { exact: true })).toBeVisible()
    const count = page.getByText('+1', { exact: true }).element().getBoundingClientRect()
    const me = page
      .getByRole('button', { name: /^You are/ })
      .element()
      .getBoundingClientRect()
    expect(me.left).toBeGreaterThanOrEqual(count.right)
  })
})

describe('people', () => {
  it('[UI17] a click on somebody follows them', async () => {
    test.people.value = [{ client: 7, name: 'Mira', color: '#d6336c', presenting: false, page: 'first-of-all' }]
    await page.getByRole('button', { name: 'Follow Mira' }).click()
    expect(test.app.following.value).toBe(7)
  })

  it.each([
    [1024, '+9'],
    [360, '+12'],
  ])('[UI94] in a window %i px wide behind %s is everybody, to be followed by keys or a click', async (width, sum) => {
    await page.viewport(width, 640)
    test.people.value = Array.from({ length: 12 }, (_, client) => ({
      client,
      name: `Guest ${client}`,
      color: '#1d6fd1',
      presenting: false,
      page: 'first-of-all',
    }))
    const button = page.getByRole('button', { name: `${sum}: show who they are` })
    const line = (name: string) => page.getByRole('menu', { name: 'People' }).getByRole('menuitemcheckbox', { name })
    await button.click()
    await expect.element(line('Follow Guest 0')).toHaveFocus()
    expect(await violations()).toEqual([])
    await userEvent.keyboard('{End}{Enter}')
    expect(test.app.following.value).toBe(11)
    await expect.element(page.getByRole('menu', { name: 'People' })).not.toBeInTheDocument()
    await button.click()
    await expect.element(line('Follow Guest 11')).toHaveAttribute('aria-checked', 'true')
    const { left, right } = line('Follow Guest 11').element().getBoundingClientRect()
    expect([left >= 0, right <= width]).toEqual([true, true])
    await line('Follow Guest 11').click()
    expect(test.app.following.value).toBe(null)
  })

  it('[UI95] on the narrowest phone the way out of following is in the window, however long the name', async () => {
    await page.viewport(320, 640)
    test.people.value = [{ client: 7, name: 'M'.repeat(40), color: '#d6336c', presenting: false, page: 'first-of-all' }]
    test.app.following.value = 7
    const stop = page.getByRole('button', { name: 'Stop' })
    await expect.element(stop).toBeVisible()
    const { left, right } = stop.element().getBoundingClientRect()
    expect(right).toBeLessThanOrEqual(320)
    const words = stop.element().previousElementSibling!.getBoundingClientRect()
    expect(words.left).toBeGreaterThanOrEqual(0)
    expect(left - words.right).toBeGreaterThanOrEqual(8)
    test.app.following.value = null
  })

  it('[UI18] I can rename myself, and not to nothing', async () => {
    await page.getByRole('button', { name: /^You are Blue Heron/ }).click()
    const name = page.getByRole('textbox', { name: 'Your name' })
    await name.fill('Ada')
    await userEvent.keyboard('{Enter}')
    expect(test.app.me.value.name).toBe('Ada')
    await page.getByRole('button', { name: /^You are Ada/ }).click()
    await name.fill('   ')
    await userEvent.keyboard('{Tab}')
    expect(test.app.me.value.name).toBe('Ada')
  })
})
