import { computed } from '@preact/signals'
import { Fragment, h, render } from 'preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { KINDS, kindOf } from '#board/elements/index.ts'
import { specimensOf } from '#board/testing/specimens.ts'
import { finishTyping, partsOf, startTyping } from '../editor/typing.ts'
import { TOOLS } from '../tools/index.ts'
import { closedDialogs } from './dialogs.tsx'
import { GridOverlay } from './grid-overlay.tsx'
import { shownStyles } from './shown-styles.ts'
import { TABS } from './panel/tabs.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'
import { TextEditor } from './text-editor.tsx'

const test = useShell()
const SCREENS = { desktop: { width: 1024, height: 720 }, phone: { width: 390, height: 740 } } as const
type Screen = keyof typeof SCREENS

/** One element of each kind, by kind. */
let elements: ReadonlyMap<string, string>

/** All that is fetched is there. */
const isThere = () => expect.poll(() => document.querySelectorAll('[aria-busy="true"]').length).toBe(0)

const isOnPage = (selector: string) => expect.poll(() => document.querySelector(selector)).not.toBeNull()

const select = (id: string | undefined) => (test.editor.selection.value = new Set(id === undefined ? [] : [id]))

const GROUPS = new Set(TOOLS.flatMap(({ group }) => group ?? []))

/** A tool of each set of looks. */
const LOOKS = new Map(TOOLS.filter(({ styles }) => styles.length > 0).map((tool) => [tool.styles.join(', '), tool]))

/** A narrow window shows the looks folded. */
async function unfoldStyle(screen: Screen, styles: readonly string[]): Promise<void> {
  if (styles.length === 0) return
  if (screen === 'phone') await page.getByRole('button', { name: 'Style', exact: true }).click()
  await expect.element(page.getByRole('group', { name: 'Style' })).toBeVisible()
  const hasColors = styles.includes('color') || styles.includes('fill')
  if (hasColors) await page.getByRole('button', { name: 'Own colours' }).click()
}

/** In light and in dark: only colours depend on it. */
async function expectNothing(root?: Element): Promise<void> {
  const { choice } = test.app.theme
  choice.value = 'light'
  expect(await violations(root)).toEqual([])
  choice.value = 'dark'
  expect(await violations(root, ['color-contrast'])).toEqual([])
}

/** Has that button opened what it opens? */
const isOpen = (opener: Element) =>
  expect
    .poll(() => opener.getAttribute('aria-expanded') === 'true' || document.querySelector(':popover-open') !== null)
    .toBe(true)

/** What of the chrome opens something. */
const openers = () =>
  [...document.querySelectorAll<HTMLElement>('.chrome :is([aria-haspopup], [aria-expanded])')].filter((opener) =>
    opener.checkVisibility({ visibilityProperty: true }),
  )

describe.each(Object.keys(SCREENS) as Screen[])('axe finds nothing wrong on a %s', (screen) => {
  beforeEach(async () => {
    const size = SCREENS[screen]
    await page.viewport(size.width, size.height)
    const { editor, app } = test
    editor.resize(size)
    test.people.value = [{ client: 3, name: 'Mira', color: '#d6336c', presenting: false, page: 'first-of-all' }]
    elements = new Map(KINDS.map((kind) => [kind.kind, editor.document.add(specimensOf(kind).slice(0, 1))[0]!]))
    const host = document.querySelector<HTMLElement>('.board')!
    render(
      h(
        Fragment,
        null,
        h(TextEditor, { editor, theme: computed(() => (app.theme.dark.value ? 'dark' : 'light')) }),
        h(GridOverlay, { editor }),
      ),
      host,
    )
  })
  afterEach(() => render(null, document.querySelector('.board')!))

  it.each(Object.keys(closedDialogs()))('[UI2] in the dialog %s', async (id) => {
    select(elements.get(id === 'alt' ? 'image' : 'note'))
    const open = test.app.dialogs[id as keyof typeof test.app.dialogs]
    open.value = true
    await expect.element(page.getByRole('dialog')).toBeVisible()
    await isThere()
    for (const details of document.querySelectorAll('details')) details.open = true
    await expectNothing()
  })

  it.each(TABS)('[UI2] in the panel of $id', async ({ id, label }) => {
    test.app.panel.value = id
    await expect.element(page.getByRole('tab', { selected: true })).toHaveTextContent(label)
    await expectNothing()
  })

  it('[UI2] in whatever a button opens', async () => {
    select(elements.get('note'))
    await expect.element(page.getByRole('group', { name: 'Selection' })).toBeVisible()
    const names = openers().map((opener) => opener.ariaLabel ?? opener.textContent)
    expect(names).toEqual(
      expect.arrayContaining(['Menu', 'More', screen === 'phone' ? 'Style' : 'More like rectangle']),
    )
    for (const name of names) {
      const opener = page.getByRole('button', { name, exact: true })
      await opener.click()
      await isOpen(opener.element())
      await expectNothing()
      await userEvent.keyboard('{Escape}')
    }
  })

  it.each([...GROUPS])('[UI2] in the list of tools %s', async (group) => {
    const last = TOOLS.findLast((tool) => tool.group === group && !tool.returns)!
    test.editor.toolbox.choose(last.id)
    await page.getByRole('radio', { name: last.label, exact: true }).click()
    const list = page.getByRole('group', { name: / and others$/ })
    await expect.element(list).toBeVisible()
    await expectNothing(list.element())
  })

  it.each([...LOOKS])('[UI2] in the looks of tools that have %s', async (_names, { id, styles }) => {
    test.editor.toolbox.choose(id)
    await unfoldStyle(screen, styles)
    await expectNothing(page.getByRole('group', { name: 'Style' }).element())
  })

  it.each(KINDS)('[UI2] with a $kind that is selected, its handles, its looks and its menu', async ({ kind }) => {
    const id = elements.get(kind)!
    select(id)
    await expect.element(page.getByRole('group', { name: 'Selection' })).toBeVisible()
    if (kindOf(kind).grid) await expect.element(page.getByRole('button', { name: 'Add a row' })).toBeVisible()
    await unfoldStyle(screen, shownStyles(test.editor))
    await expectNothing()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await expect.element(page.getByRole('menu', { name: 'Selection' })).toBeVisible()
    await expectNothing()
  })

  it.each(KINDS.filter(({ text }) => text))('[UI2] while words are typed into a $kind', async ({ kind }) => {
    const id = elements.get(kind)!
    startTyping(test.editor, id, partsOf(test.editor, id)[0])
    await isOnPage('[data-typing]')
    await expectNothing()
    finishTyping(test.editor)
  })

  it('[UI2] when work is refused', async () => {
    test.status.value = { state: 'refused', code: 4403, reason: 'role', changes: 3 }
    await isOnPage('.refusal')
    await expectNothing()
  })
})
