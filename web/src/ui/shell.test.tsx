import './board-styles.ts'
import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { CLOSE } from '#board/protocol.ts'
import { COMMANDS } from '../editor/commands.ts'
import { startTyping } from '../editor/typing.ts'
import { attachKeyboard } from '../input/keyboard.ts'
import { layOut } from '../page-layers.ts'
import { TOOLS } from '../tools/index.ts'
import { ICONS } from './icons.ts'
import { Shell } from './shell.tsx'
import { violations } from './testing/axe.ts'
import { createTestApp, type TestApp } from './testing/test-app.ts'

let test: TestApp
let root: HTMLElement
let chrome: HTMLElement
let stop: () => void

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Plans · Drawbridge'
  test = createTestApp()
  root = document.body.appendChild(document.createElement('div'))
  chrome = layOut(root).chrome
  render(<Shell app={test.app} />, chrome)
  stop = attachKeyboard(test.editor, { commands: test.app.commands })
})
afterEach(async () => {
  stop()
  render(null, chrome)
  root.remove()
  test.dispose()
  await page.viewport(1024, 720)
})

const tool = (name: string) => page.getByRole('radio', { name, exact: true })
const addRectangle = () =>
  test.editor.document.add([{ kind: 'rectangle', matrix: [1, 0, 0, 1, 0, 0], width: 10, height: 10 }])

describe('accessibility', () => {
  it.each(['light', 'dark'] as const)('[UI1] the shell has no axe violation, %s', async (theme) => {
    test.app.theme.choice.value = theme
    test.people.value = [{ client: 1, name: 'Mira', color: '#d6336c' }]
    test.editor.toolbox.choose('pen')
    await expect.element(page.getByRole('button', { name: /^Mira/ })).toBeVisible()
    expect(await violations()).toEqual([])
  })

  it('[UI2] neither have the menu, the dialogs and the selection', async () => {
    test.editor.selection.value = new Set(addRectangle())
    await page.getByRole('button', { name: 'Menu' }).click()
    expect(await violations()).toEqual([])
    await userEvent.keyboard('{Escape}')
    for (const open of [
      test.app.dialogs.share,
      test.app.dialogs.help,
      test.app.dialogs.palette,
      test.app.dialogs.find,
    ]) {
      open.value = true
      await expect.element(page.getByRole('dialog')).toBeVisible()
      expect(await violations()).toEqual([])
      await userEvent.keyboard('{Escape}')
      expect(open.value).toBe(false)
    }
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
    for (const { icon } of TOOLS) expect(Object.keys(ICONS)).toContain(icon)
  })
})

describe('the toolbar', () => {
  it('[UI5] is one stop for Tab; arrows, Home and End move within and go round', async () => {
    const first = tool(TOOLS[0]!.label).element() as HTMLElement
    first.focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(page.getByRole('button', { name: 'More like select' }).element())
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(tool('Hand').element())
    await userEvent.keyboard('{End}')
    expect(document.activeElement).toBe(tool(TOOLS.at(-1)!.label).element())
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(first)
    await userEvent.keyboard('{ArrowLeft}{Home}')
    expect(document.activeElement).toBe(first)
    const stops = [...document.querySelectorAll<HTMLElement>('[aria-label="Tools"] button')].filter(
      ({ tabIndex }) => tabIndex === 0,
    )
    expect(stops).toEqual([first])
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

describe('the menu', () => {
  it('[UI12] is worked with arrows and closed with Escape, which gives the focus back', async () => {
    const button = page.getByRole('button', { name: 'Menu' })
    ;(button.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    expect(test.done).toEqual(['save svg'])
    await expect.element(button).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(button).toHaveFocus()
  })

  it('[UI36] sets what the mouse wheel does', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    const item = page.getByRole('menuitemcheckbox', { name: 'Mouse wheel zooms' })
    await item.click()
    await expect.element(item).toHaveAttribute('aria-checked', 'true')
    expect(test.app.preferences.wheelZooms.value).toBe(true)
  })

  it('[UI46] switches single keys off and on', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    const item = page.getByRole('menuitemcheckbox', { name: 'Single keys do things' })
    await expect.element(item).toHaveAttribute('aria-checked', 'true')
    await item.click()
    expect(test.app.preferences.singleKeys.value).toBe(false)
  })

  it('[UI47] hides everything but the drawing, and whether it is safe, until asked again', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitem', { name: 'Show only the drawing' }).click()
    await expect.element(tool('Pen')).not.toBeInTheDocument()
    const left = page.getByRole('region', { name: 'Only the drawing is shown' })
    await expect.element(left.getByText('Saved', { exact: true })).toBeVisible()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Show everything' }).click()
    await expect.element(tool('Pen')).toBeVisible()
    await userEvent.keyboard('{Control>}.{/Control}')
    await expect.element(tool('Pen')).not.toBeInTheDocument()
  })

  it('[UI13] sets the theme', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(test.app.theme.dark.value).toBe(true)
  })
})

describe('help', () => {
  it('[UI14] opens with ? and names every tool and command', async () => {
    await userEvent.keyboard('?')
    const dialog = page.getByRole('dialog', { name: 'Help and keys' })
    await expect.element(dialog).toBeVisible()
    const text = dialog.element().textContent
    for (const { label } of TOOLS) expect(text).toContain(label)
    for (const { label } of COMMANDS) expect(text).toContain(label.replace(/ (?:left|right|up|down)$/, ''))
  })
})

describe('the status line', () => {
  it.each([
    [{ state: 'saving', changes: 2 }, 'Saving…'],
    [{ state: 'saved' }, 'Saved'],
    [{ state: 'offline', changes: 3, kept: true, retrying: false }, 'Offline3 changes kept in this browser'],
    [{ state: 'offline', changes: 1, kept: true, retrying: true }, 'Reconnecting…1 change kept in this browser'],
    [{ state: 'offline', changes: 1, kept: false, retrying: false }, 'Offline1 change only in this tab: keep it open'],
    [
      { state: 'held', changes: 2, kept: true },
      'The server can’t store anything at the moment: 2 changes kept in this browser',
    ],
    [{ state: 'saved', lost: true }, 'A part of this board was damaged on the server and is missing'],
  ] as const)('[UI15] says %o', async (status, words) => {
    test.status.value = status
    await expect.element(page.getByRole('status').filter({ hasText: words })).toBeVisible()
  })

  it('[UI16] a refusal says why, what is kept, and what one can do', async () => {
    test.status.value = { state: 'refused', code: CLOSE.resetCopy, reason: 'This copy is too old.', changes: 2 }
    const banner = page.getByRole('region', { name: 'Not connected' })
    await expect.element(banner).toHaveTextContent('This copy is too old.')
    await expect.element(banner).toHaveTextContent('2 of your changes could not be sent. They stay in this browser.')
    await expect.element(banner.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('[UI28] unsent work is given up only after a yes', async () => {
    test.status.value = { state: 'refused', code: CLOSE.resetCopy, reason: 'This copy is too old.', changes: 2 }
    const reset = page.getByRole('button', { name: 'Use the server’s copy' })
    const question = page.getByRole('dialog', { name: 'Give up your changes?' })
    await reset.click()
    await expect.element(question).toHaveTextContent('2 changes that you made here never reached the server.')
    await question.getByRole('button', { name: 'Keep them' }).click()
    expect(test.done).toEqual([])
    await reset.click()
    await question.getByRole('button', { name: 'Give them up' }).click()
    test.status.value = { state: 'refused', code: CLOSE.resetCopy, reason: 'This copy is too old.', changes: 0 }
    await userEvent.keyboard('{Escape}')
    await reset.click()
    expect(test.done).toEqual(['reset copy', 'reset copy'])
  })

  it('[UI29] a board that is gone from the server is still shown, and can be saved as a picture', async () => {
    test.status.value = { state: 'refused', code: CLOSE.notFound, reason: 'there is no such board', changes: 2 }
    const banner = page.getByRole('region', { name: 'Not connected' })
    await expect.element(banner).toHaveTextContent('This board is no longer on the server')
    await expect.element(banner).toHaveTextContent('with 2 of your changes that nobody else has.')
    await banner.getByRole('button', { name: 'Save as PNG' }).click()
    await banner.getByRole('button', { name: 'Save as SVG' }).click()
    expect(test.done).toEqual(['save png', 'save svg'])
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
    root.querySelector('main')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    await expect.element(fold).toHaveAttribute('aria-expanded', 'false')
  })

  it('[UI33] nobody’s picture covers how many others are here', async () => {
    await page.viewport(360, 640)
    test.people.value = [{ client: 7, name: 'Mira', color: '#d6336c' }]
    await expect.element(page.getByText('+1', { exact: true })).toBeVisible()
    const count = page.getByText('+1', { exact: true }).element().getBoundingClientRect()
    const me = page
      .getByRole('button', { name: /^You are/ })
      .element()
      .getBoundingClientRect()
    expect(me.left).toBeGreaterThanOrEqual(count.right)
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

  it('[UI44] says what is selected to those who do not see it', async () => {
    const said = page.getByRole('status', { name: 'What is selected' })
    await expect.element(said).toHaveTextContent('Nothing selected. Select tool.')
    test.editor.selection.value = new Set(addRectangle())
    await expect.element(said).toHaveTextContent('Selected: Rectangle. Select tool.')
    test.editor.selection.value = new Set([...addRectangle(), ...addRectangle()])
    await expect.element(said).toHaveTextContent('2 selected. Select tool.')
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
})

describe('people', () => {
  it('[UI17] a click on somebody looks at what they are looking at', async () => {
    test.people.value = [{ client: 7, name: 'Mira', color: '#d6336c' }]
    await page.getByRole('button', { name: 'Mira: go to their view' }).click()
    expect(test.done).toEqual(['visit 7'])
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
